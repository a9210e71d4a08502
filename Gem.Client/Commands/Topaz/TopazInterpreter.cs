using System.Diagnostics;
using Gem.Vm.Interpreter;

namespace Gem.Client.Commands.Topaz;

/// <summary>Reads commands and does them. One interpreter runs one script, with the files it takes in.</summary>
public sealed partial class TopazInterpreter
{
    private const int DeepestInput = 64;
    private readonly Stack<TopazInput> _inputs = new();
    private readonly TopazOutput _output;
    private readonly ITopazSession _session;
    private readonly TopazSettings _settings;
    private readonly SortedDictionary<int, string> _onError = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _lastTime;
    private int? _exitStatus;
    private bool _isHandlingError;

    /// <summary>An interpreter over a session; the settings may come from an initialisation file or a command line.</summary>
    public TopazInterpreter(ITopazSession session, TopazOutput output, TopazSettings settings)
    {
        _session = session;
        _output = output;
        _settings = settings;
        _lastTime = _started;
    }

    /// <summary>Errors so far.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Shown before each command when a person types them; null for a script.</summary>
    public string? Prompt { get; init; }

    /// <summary>Does the commands of an input up to its end or an exit; answers the exit status.</summary>
    public int Run(TopazInput input)
    {
        _inputs.Push(input);
        while (_exitStatus is null && _inputs.Count > 0)
        {
            if (Prompt is not null)
            {
                _output.Write(Prompt);
            }

            string? line = NextLine();
            if (line is null)
            {
                _inputs.Pop();
                continue;
            }

            DoLine(line);
        }

        return _exitStatus ?? DefaultStatus;
    }

    private int DefaultStatus => ErrorCount > 0 && _onError.Count == 0 ? 1 : 0;

    private TopazInput Input => _inputs.Peek();

    /// <summary>The next command. Other threads of the session run while it is typed.</summary>
    private string? NextLine()
    {
        using IDisposable? away = _session.Thread is { } thread ? thread.Owner.LetOthersRun(thread) : null;
        return Input.ReadLine();
    }

    private void DoLine(string line)
    {
        string text = line.Trim();
        if (text.Length == 0 || text[0] is '!' or '#' or '%')
        {
            return;
        }

        try
        {
            int end = 0;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            string argument = text[end..].TrimStart(':').Trim();
            Do(TopazCommandTable.Resolve(end == 0 ? text : text[..end]), argument);
        }
        catch (TopazException error)
        {
            Report($"ERROR: {error.Message}{Place()}");
        }
    }

    private string Place() => _inputs.Count == 0 || Prompt is not null ? "" : $" ({Input.Name}:{Input.Line})";

    private void Do(string command, string argument)
    {
        if (DoSession(command, argument) || DoExecution(command, argument) || DoDefinition(command, argument) || DoRuby(command, argument) || DoScript(command, argument))
        {
            return;
        }

        throw new TopazException($"{command} is not available in this topaz");
    }

    /// <summary>Prints an error, counts it, and does what iferr asks for.</summary>
    private void Report(string message)
    {
        _output.WriteLine(message);
        ErrorCount++;
        if (_isHandlingError)
        {
            return;
        }

        _isHandlingError = true;
        foreach (string command in _onError.Values.ToArray())
        {
            if (_exitStatus is null)
            {
                DoLine(command);
            }
        }

        _isHandlingError = false;
    }

    private VmThread Thread => _session.Thread ?? throw new TopazException("not logged in");
}
