using Gem.Client.Commands.Irb;
using Gem.Client.Commands.Switches;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Warnings;

namespace Gem.Client.Commands;

/// <summary><c>maglev-ruby</c>: runs a Ruby program in a gem on a stone.</summary>
internal static class MaglevRubyCommand
{
    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        RubySwitches switches = SwitchReader.Read(
            args, Environment.GetEnvironmentVariable("MAGLEV_OPTS"), Environment.GetEnvironmentVariable("RUBYOPT"));
        if (switches.OnlyPrints is { } text)
        {
            StandardOutput.WriteLine(text);
            return 0;
        }

        if (switches.Folder is not null)
        {
            ChangeFolder(switches.Folder);
        }

        if (switches.PrintsVersion)
        {
            StandardOutput.WriteLine(SwitchUsage.Version);
            if (switches.Code is null && switches.Script is null)
            {
                return 0;
            }
        }

        RubyProgram program = ScriptFinder.Find(switches);
        if (switches.OnlyPrints is { } late)
        {
            StandardOutput.WriteLine(late);
            return 0;
        }

        if (switches.DumpsTree)
        {
            return NativeStack.Run(() => TreeDump.Run(program));
        }

        return switches.OnlyChecksSyntax ? CheckSyntax(switches, program) : NativeStack.Run(() => RunOnStone(switches, program));
    }

    private static int RunOnStone(RubySwitches switches, RubyProgram program)
    {
        using StoneSession session = StoneLogin.Connect(switches.StoneName, "maglev-ruby", startsIt: switches.StoneName == Installation.DefaultStone);
        RubyRuntime ruby = GemStart.On(session, switches.StoneName);
        switches.ApplyTo(ruby);
        new IrbShell(ruby, session, new IrbOptions()).Attach();
        int status = ruby.Run(program with { Customisation = switches.ReadsCustomisation ? CustomisationFile : null });
        return status == 0 && switches.CommitsAtEnd ? Commit(ruby.Vm) : status;
    }

    /// <summary><c>~/.maglevrc</c>: what a user wants in each of their programs.</summary>
    public static string? CustomisationFile =>
        Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".maglevrc") : null;

    private static int Commit(VirtualMachine vm)
    {
        try
        {
            // What is nested in the transaction is its own when the program has ended.
            for (int level = Math.Max(1, vm.Transaction.Level); level > 0; level--)
            {
                vm.Transaction.Commit();
            }

            return 0;
        }
        catch (NotPersistableException refused)
        {
            StandardError.WriteLine($"maglev-ruby: -Mcommit: {ObjectDescription.Of(vm.MainThread, refused.Culprit)} can't be committed: {refused.Message}");
        }
        catch (Exception error) when (error is CommitFailedException or CommitRefusedException or OutsideOfTransactionException)
        {
            StandardError.WriteLine($"maglev-ruby: -Mcommit: {error.Message}");
        }

        return 1;
    }

    /// <summary>-c: needs no stone.</summary>
    private static int CheckSyntax(RubySwitches switches, RubyProgram program)
    {
        ParseResult parsed = RubyParser.Parse(new Source(program.Source, program.File, 1), new ParseOptions { LineLoop = program.LineLoop });
        if (parsed.Error is not null)
        {
            string[] parts = parsed.ErrorText.Split('\n', 2);
            StandardError.WriteLine($"maglev-ruby: {parts[0]} (SyntaxError)\n{parts[1].TrimEnd()}");
            return 1;
        }

        if (switches.WarningLevel > 0)
        {
            foreach (SyntaxWarning warning in SyntaxWarnings.Of(parsed, isVerbose: switches.WarningLevel > 1, isProgram: true))
            {
                StandardError.WriteLine(warning.In(parsed.Source));
            }
        }

        StandardOutput.WriteLine("Syntax OK");
        return 0;
    }

    private static void ChangeFolder(string folder)
    {
        try
        {
            Directory.SetCurrentDirectory(folder);
        }
        catch (IOException)
        {
            throw new UsageException($"maglev-ruby: Can't chdir to {folder} (fatal)");
        }
    }
}
