using System.Diagnostics;
using Gem.Vm.Interpreter;

namespace Gem.Client.Commands.Topaz;

/// <summary>Reads commands and does them. One interpreter runs one script, with the files it takes in.</summary>
public sealed partial class TopazInterpreter
{
    private const int DeepestInput = 64;
    private readonly Stack<TopazInput> inputs = new();
    private readonly TopazOutput output;
    private readonly ITopazSession session;
    private readonly TopazSettings settings;
    private readonly SortedDictionary<int, string> onError = [];
    private readonly long started = Stopwatch.GetTimestamp();
    private long lastTime;
    private int? exitStatus;
    private bool isHandlingError;

    /// <summary>An interpreter over a session; the settings may come from an initialisation file or a command line.</summary>
    public TopazInterpreter(ITopazSession session, TopazOutput output, TopazSettings settings)
    {
        this.session = session;
        this.output = output;
        this.settings = settings;
        lastTime = started;
    }

    /// <summary>Errors so far.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Shown before each command when a person types them; null for a script.</summary>
    public string? Prompt { get; init; }

    /// <summary>Does the commands of an input up to its end or an exit; answers the exit status.</summary>
    public int Run(TopazInput input)
    {
        inputs.Push(input);
        while (exitStatus is null && inputs.Count > 0)
        {
            if (Prompt is not null)
            {
                output.Write(Prompt);
            }

            string? line = inputs.Peek().ReadLine();
            if (line is null)
            {
                inputs.Pop();
                continue;
            }

            DoLine(line);
        }

        return exitStatus ?? DefaultStatus;
    }

    private int DefaultStatus => ErrorCount > 0 && onError.Count == 0 ? 1 : 0;

    private TopazInput Input => inputs.Peek();

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

    private string Place() => inputs.Count == 0 || Prompt is not null ? "" : $" ({Input.Name}:{Input.Line})";

    private void Do(string command, string argument)
    {
        if (DoSession(command, argument) || DoExecution(command, argument) || DoDefinition(command, argument) || DoScript(command, argument))
        {
            return;
        }

        throw new TopazException($"{command} is not available in this topaz");
    }

    /// <summary>Prints an error, counts it, and does what iferr asks for.</summary>
    private void Report(string message)
    {
        output.WriteLine(message);
        ErrorCount++;
        if (isHandlingError)
        {
            return;
        }

        isHandlingError = true;
        foreach (string command in onError.Values.ToArray())
        {
            if (exitStatus is null)
            {
                DoLine(command);
            }
        }

        isHandlingError = false;
    }

    private VmThread Thread => session.Thread ?? throw new TopazException("not logged in");
}
