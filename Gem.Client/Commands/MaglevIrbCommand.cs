using Gem.Client.Commands.Irb;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Kernel.Ruby;

namespace Gem.Client.Commands;

/// <summary><c>maglev-irb</c>: interactive Ruby in a gem on a stone.</summary>
internal static class MaglevIrbCommand
{
    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        IrbOptions options = IrbOptions.Parse(args);
        if (options.OnlyHelp || options.OnlyVersion)
        {
            StandardOutput.WriteLine(options.OnlyHelp ? IrbOptions.Usage : "maglev-irb 0.1.0 (ruby 3.4.9)");
            return 0;
        }

        if (options.Folder is not null)
        {
            ChangeFolder(options.Folder);
        }

        if (options.File is not null && !File.Exists(options.File))
        {
            throw new UsageException($"maglev-irb: No such file or directory -- {options.File} (LoadError)");
        }

        return NativeStack.Run(() => RunOnStone(options));
    }

    private static int RunOnStone(IrbOptions options)
    {
        using StoneSession stone = StoneLogin.Connect(options.StoneName, "maglev-irb", startsIt: options.StoneName == Installation.DefaultStone);
        RubyRuntime ruby = GemStart.On(stone, options.StoneName);
        ruby.Verbose = options.WarningLevel switch { 0 => Value.Nil, 1 => Value.False, _ => Value.True };
        ruby.Vm.MainThread.IsPersistentMode = options.IsPersistent;
        if (options.IsDebug)
        {
            ruby.Vm.Globals.Set(ruby.Vm.MainThread, ruby.Vm.Symbols.Intern("$DEBUG"), Value.True);
        }

        IrbShell shell = new(ruby, stone, options);
        shell.Attach();
        RubyProgram program = new()
        {
            Source = [],
            File = Kernel.Ruby.Interactive.Workspace.FileName,
            Arguments = options.Arguments,
            LoadPath = options.LoadPath,
            Required = options.Requires,
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
