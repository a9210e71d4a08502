using System.Text;
using Gem.Vm;
using Gem.Vm.Memory;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Ruby.Syntax;

namespace Gem.Client.Commands.Switches;

/// <summary>What Ruby's switches say, wherever they stand: MAGLEV_OPTS, command line, RUBYOPT, a script's #! line.</summary>
internal sealed class RubySwitches
{
    private readonly StringBuilder _prelude = new();

    /// <summary>Whose switches they are: messages name it.</summary>
    public string Program { get; init; } = "maglev-ruby";

    /// <summary>Code of -e, lines joined; null without.</summary>
    public string? Code { get; set; }

    /// <summary>Script file; null without, "-" for standard input.</summary>
    public string? Script { get; set; }

    /// <summary>Arguments of the program.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Folders of -I.</summary>
    public List<string> LoadPath { get; } = [];

    /// <summary>Files of -r.</summary>
    public List<string> Requires { get; } = [];

    /// <summary>Folder of -C.</summary>
    public string? Folder { get; set; }

    /// <summary>Persistent mode from the start.</summary>
    public bool IsPersistent { get; set; }

    /// <summary>Commit when the program has ended well.</summary>
    public bool CommitsAtEnd { get; set; }

    /// <summary>-MtraceLoad: name each file on standard error as it is loaded.</summary>
    public bool TracesLoads { get; set; }

    /// <summary>-MtraceGlobals: tell on standard error of each assignment to a global variable.</summary>
    public bool TracesGlobals { get; set; }

    /// <summary>-MlogSexp: show on standard error the syntax tree of each source that is compiled.</summary>
    public bool TracesTrees { get; set; }

    /// <summary>0 no warnings, 1 the usual ones, 2 all.</summary>
    public int WarningLevel { get; set; } = 1;

    /// <summary>A switch has said the <see cref="WarningLevel"/>.</summary>
    public bool HasWarningLevel { get; set; }

    /// <summary>-v: print the version first.</summary>
    public bool PrintsVersion { get; set; }

    /// <summary>Nothing but this text was asked for: version, copyright, usage.</summary>
    public string? OnlyPrints { get; set; }

    /// <summary>-c.</summary>
    public bool OnlyChecksSyntax { get; set; }

    /// <summary>--dump=ast: print the syntax trees of the program and of the files after it.</summary>
    public bool DumpsTree { get; set; }

    /// <summary>-n, -p, -a, -l: the program is run for each line of input.</summary>
    public LineLoop LineLoop { get; set; }

    /// <summary>-s: arguments of the script that begin with a dash set globals.</summary>
    public bool SetsGlobals { get; set; }

    /// <summary>-S: the script is looked for in PATH.</summary>
    public bool SearchesPath { get; set; }

    /// <summary>-x: text before a line with #! and ruby is no program.</summary>
    public bool SkipsToShebang { get; set; }

    /// <summary>--disable=frozen-string-literal and its opposite; null when nothing was said.</summary>
    public bool? FrozenStringLiteral { get; set; }

    /// <summary>Source encoding of -K; null when nothing was said.</summary>
    public string? SourceEncoding { get; set; }

    /// <summary>Internal encoding of -E or -U; null when nothing was said.</summary>
    public string? InternalEncoding { get; set; }

    /// <summary>False after --disable=rubyopt: RUBYOPT is not read.</summary>
    public bool ReadsRubyOptions { get; set; } = true;

    /// <summary>False after --disable=rc: <c>~/.maglevrc</c> is not loaded.</summary>
    public bool ReadsCustomisation { get; set; } = true;

    /// <summary>--tocsz: KB that the VM's objects may take; null for as much as the machine has.</summary>
    public long? TemporaryObjectKilobytes { get; set; }

    /// <summary>The stone to use.</summary>
    public string StoneName { get; set; } = Installation.StoneName;

    /// <summary>Ruby code that puts the other switches into effect before anything is required.</summary>
    public string Prelude => _prelude.ToString();

    /// <summary>Adds to the prelude.</summary>
    public void AddPrelude(string ruby) => _prelude.Append(ruby).Append('\n');

    /// <summary>Puts into effect what concerns the VM itself.</summary>
    public void ApplyTo(RubyRuntime ruby)
    {
        VirtualMachine vm = ruby.Vm;
        if (TemporaryObjectKilobytes is { } kilobytes)
        {
            ruby.LimitObjects(kilobytes << 10);
        }

        ruby.TellsOfDeprecated = WarningLevel > 1;
        ruby.Verbose = WarningLevel switch { 0 => Value.Nil, 1 => Value.False, _ => Value.True };
        ruby.TraceLoad = TracesLoads ? path => StandardError.WriteLine($"load {path}") : null;
        ((RubyLanguage)vm.Languages[1]!).TraceTree = TracesTrees ? StandardError.WriteLine : null;
        vm.Globals.Setting = TracesGlobals ? (thread, name, value) => StandardError.WriteLine($"{name.Text} = {thread.InspectText(value)}") : null;
        vm.MainThread.IsPersistentMode = IsPersistent;
    }

    /// <summary>A text as a Ruby literal.</summary>
    public static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
