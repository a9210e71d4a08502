using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Commands;

/// <summary><c>maglev-ruby</c>: runs a Ruby program in a gem on a stone.</summary>
internal static class MaglevRubyCommand
{
    private const string Version = "ruby 3.4.9 (2026-11-21 revision 0) maglev 0.1.0 [x86_64-linux]";
    private const string Copyright = "maglev - Copyright (C) 2026 the MagLev.NET authors";

    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        MaglevRubyOptions options = MaglevRubyOptions.Parse(args);
        if (options.OnlyHelp || options.OnlyVersion || options.OnlyCopyright)
        {
            StandardOutput.WriteLine(options.OnlyHelp ? MaglevRubyOptions.Usage : options.OnlyVersion ? Version : Copyright);
            return 0;
        }

        if (options.Folder is not null)
        {
            ChangeFolder(options.Folder);
        }

        if (options.PrintsVersion)
        {
            StandardOutput.WriteLine(Version);
            if (options.Code is null && options.Script is null)
            {
                return 0;
            }
        }

        RubyProgram program = Program(options);
        return NativeStack.Run(() => RunOnStone(options, program));
    }

    private static int RunOnStone(MaglevRubyOptions options, RubyProgram program)
    {
        using StoneSession session = StoneLogin.Connect(options.StoneName, "maglev-ruby", startsIt: options.StoneName == Installation.DefaultStone);
        RubyRuntime ruby = GemStart.On(session, options.StoneName);
        VirtualMachine vm = ruby.Vm;
        ruby.Verbose = options.WarningLevel switch { 0 => Value.Nil, 1 => Value.False, _ => Value.True };
        vm.MainThread.IsPersistentMode = options.IsPersistent;
        int status = ruby.Run(program);
        if (status == 0 && options.CommitsAtEnd)
        {
            return Commit(vm);
        }

        return status;
    }

    private static int Commit(VirtualMachine vm)
    {
        try
        {
            vm.Transaction.Commit();
            return 0;
        }
        catch (NotPersistableException refused)
        {
            StandardError.WriteLine($"maglev-ruby: -Mcommit: {vm.MainThread.InspectText(refused.Culprit)} can't be committed: {refused.Message}");
        }
        catch (Exception error) when (error is CommitFailedException or CommitRefusedException)
        {
            StandardError.WriteLine($"maglev-ruby: -Mcommit: {error.Message}");
        }

        return 1;
    }

    private static RubyProgram Program(MaglevRubyOptions options)
    {
        (byte[] source, string file, ProgramOrigin origin) = options.Code is not null ? (Encoding.UTF8.GetBytes(options.Code), "-e", ProgramOrigin.Expression)
            : options.Script is null or "-" ? (RubyProgram.ReadStandardInput(), "-", ProgramOrigin.StandardInput)
            : (ReadScript(options.Script), options.Script, ProgramOrigin.File);
        return new RubyProgram
        {
            Source = source,
            File = file,
            Origin = origin,
            Arguments = options.Arguments,
            LoadPath = options.LoadPath,
            Required = options.Requires,
        };
    }

    private static byte[] ReadScript(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"maglev-ruby: No such file or directory -- {path} (LoadError)");
        }
        catch (UnauthorizedAccessException)
        {
            string reason = Directory.Exists(path) ? "Is a directory" : "Permission denied";
            throw new UsageException($"maglev-ruby: {reason} -- {path} (LoadError)");
        }
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
