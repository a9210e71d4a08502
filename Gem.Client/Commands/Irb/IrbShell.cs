using Gem.Client.Commands.Irb.Editing;
using Gem.Client.Commands.Irb.Terminals;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Ruby.Interactive;

namespace Gem.Client.Commands.Irb;

/// <summary>
/// Makes sessions: one for <c>maglev-irb</c>, one for each <c>binding.irb</c> of a program. What they share (terminal, history,
/// the user's customisation) is made when the first begins. Inputs may come from someone else's lines.
/// </summary>
internal sealed class IrbShell(RubyRuntime ruby, StoneSession stone, IrbOptions options, Func<string?>? lines = null)
{
    private static readonly string[] Customisable = ["PROMPT_MODE", "USE_COLORIZE", "ECHO", "SAVE_HISTORY", "HISTORY_FILE"];

    private readonly Interaction _interaction = new(ruby);
    private Func<IrbSession>? _newSession;

    /// <summary>Lets <c>binding.irb</c> open sessions.</summary>
    public void Attach() => ruby.Shell = Run;

    /// <summary>Runs a session in a workspace.</summary>
    public void Run(Workspace workspace)
    {
        _newSession ??= Prepare(workspace);
        _newSession().Run(workspace);
    }

    /// <summary>Says on standard error what can't be loaded.</summary>
    public void ReportFailure(ExceptionObject exception)
    {
        ExceptionReport report = _interaction.Report(exception);
        StandardError.WriteLine($"maglev-irb: {(report.Place.Length > 0 ? report.Place + ": " : "")}{report.Message}");
    }

    private Func<IrbSession> Prepare(Workspace workspace)
    {
        bool isTyped = options.File is null && lines is null && TerminalCalls.IsTerminal(TerminalCalls.Input) == 1;
        bool hasEditor = isTyped && LinuxTerminal.IsThere && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        IrbSettings settings = new(options, isTyped, hasEditor);
        if (options.ReadsCustomisation)
        {
            Customise(workspace, settings);
        }

        HistoryFile? file = hasEditor && settings is { HistoryPath: not null, HistoryEntries: > 0 }
            ? new HistoryFile(settings.HistoryPath, settings.HistoryEntries, warning => StandardError.WriteLine("maglev-irb: " + warning))
            : null;
        History history = new(file);
        IrbState state = new(stone, history);
        LinuxTerminal? terminal = hasEditor ? new LinuxTerminal() : null;
        SessionOutput output = new(_interaction, settings, terminal);
        IInputReader reader = terminal is null
            ? new LineReader(LineSource(), text => output.Write(text), echoes: !isTyped)
            : new TerminalReader(terminal, _interaction, new Completer(ruby, SessionCommand.Words), history, settings.HasColours);
        return () => new IrbSession(ruby, _interaction, reader, output, settings, state);
    }

    private Func<string?> LineSource()
    {
        if (options.File is null)
        {
            return lines ?? _interaction.ReadLine;
        }

        Queue<string> left = new(File.ReadLines(options.File));
        return () => left.TryDequeue(out string? line) ? line + "\n" : null;
    }

    /// <summary>Loads the user's files: the one of IRBRC or the home folder, then the working folder's.</summary>
    private void Customise(Workspace workspace, IrbSettings settings)
    {
        string home = Environment.GetEnvironmentVariable("HOME") ?? "";
        string? own = ((string?[])[Environment.GetEnvironmentVariable("IRBRC"), Path.Combine(home, ".maglev_irbrc"), Path.Combine(home, ".irbrc")])
            .FirstOrDefault(path => !string.IsNullOrEmpty(path) && File.Exists(path));
        string here = Path.GetFullPath(".irbrc");
        string[] files = [.. ((string?[])[own, File.Exists(here) ? here : null]).OfType<string>().Select(Path.GetFullPath).Distinct()];
        if (files.Length == 0)
        {
            return;
        }

        ruby.LoadCustomisation(files, ReportFailure);
        foreach (string name in Customisable)
        {
            EvaluationResult value = workspace.Evaluate($"IRB.conf[:{name}]", 1);
            if (!value.IsFailed)
            {
                _interaction.Inspect(value.Value, out string text);
                settings.Customise(name, text);
            }
        }
    }
}
