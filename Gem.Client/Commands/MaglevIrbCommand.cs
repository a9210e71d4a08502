using Gem.Client.Commands.Irb;
using Gem.Client.Commands.Switches;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Ruby.Interactive;

namespace Gem.Client.Commands;

/// <summary><c>maglev-irb</c>: interactive Ruby in a gem on a stone.</summary>
internal static class MaglevIrbCommand
{
    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        IrbOptions options = IrbOptions.Parse(
            args, Environment.GetEnvironmentVariable("MAGLEV_OPTS"), Environment.GetEnvironmentVariable("RUBYOPT"));
        if (options.OnlyPrints is { } text)
        {
            StandardOutput.WriteLine(text);
            return 0;
        }

        if (options.Ruby.Folder is { } folder)
        {
            ChangeFolder(folder);
        }

        if (options.File is not null && !File.Exists(options.File))
        {
            throw new UsageException($"maglev-irb: No such file or directory -- {options.File} (LoadError)");
        }

        return NativeStack.Run(() => RunOnStone(options));
    }

    private static int RunOnStone(IrbOptions options)
    {
        RubySwitches switches = options.Ruby;
        using StoneSession stone = StoneLogin.Connect(switches.StoneName, "maglev-irb", startsIt: switches.StoneName == Installation.DefaultStone);
        RubyRuntime ruby = GemStart.On(stone, switches.StoneName);
        switches.ApplyTo(ruby);
        IrbShell shell = new(ruby, stone, options);
        shell.Attach();
        RubyProgram program = new()
        {
            Source = [],
            File = Workspace.FileName,
            Arguments = [.. switches.Arguments.Select(ArgumentBytes.Of)],
            LoadPath = switches.LoadPath,
            Required = switches.Requires,
            Prelude = switches.Prelude,
            Customisation = switches.ReadsCustomisation ? MaglevRubyCommand.CustomisationFile : null,
        };
        return ruby.RunInteractive(program, "maglev-irb", shell.Run, shell.ReportFailure);
    }

    private static void ChangeFolder(string folder)
    {
        try
        {
            Directory.SetCurrentDirectory(folder);
        }
        catch (IOException)
        {
            throw new UsageException($"maglev-irb: Can't chdir to {folder} (fatal)");
        }
    }
}
