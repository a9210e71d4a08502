using System.Text.RegularExpressions;
using Gem.Client.Commands.Irb.Display;
using Gem.Vm.Values;
using Kernel.Ruby.Interactive;

namespace Gem.Client.Commands.Irb;

/// <summary>The commands of the session: <see cref="SessionCommand"/>.</summary>
internal sealed partial class IrbSession
{
    private const int LinesAround = 5;
    private const int LongestLabel = 32;

    /// <summary>Runs a command other than exit.</summary>
    private bool RunCommand(SessionCommand command)
    {
        switch (command.Name)
        {
            case "help": ShowHelp(); break;
            case "ls": List(command.Argument); break;
            case "show_source": ShowSource(command.Argument); break;
            case "cd": ChangeWorkspace(command.Argument); break;
            case "whereami": ShowPlace(); break;
            case "measure": Measure(command.Argument); break;
            case "history": ShowHistory(command.Argument); break;
        }

        return true;
    }

    private void ShowHelp()
    {
        StyledText text = new();
        int width = SessionCommand.Table.Max(entry => entry.Usage.Length) + 2;
        foreach ((string usage, string meaning) in SessionCommand.Table)
        {
            text.Add(usage.PadRight(width), Style.Bold).Add(meaning + "\n");
        }

        text.Add("""

            Any of them is also known with irb_ before it.
            _        the last value, or the last exception
            ;        at the end of an input hides its result
            +        in the prompt: there are changes for Maglev.commit_transaction
            Tab      completes; again: the next candidate
            Up Down  move in the input, then through the history; Ctrl-R searches it
            Alt-Enter begins a new line, Ctrl-J hands the input in from anywhere
            Ctrl-C   drops the input, or interrupts the evaluation
            Ctrl-D   ends the session
            """);
        output.WriteLine(text);
    }

    private void List(string argument)
    {
        Match grep = GrepOption().Match(argument);
        string expression = grep.Success ? argument.Remove(grep.Index, grep.Length).Trim() : argument;
        ObjectListing listing = new(ruby);
        IReadOnlyList<NameGroup>? groups = null;
        if (expression.Length == 0)
        {
            groups = listing.Of(_workspace);
        }
        else if (Evaluated(expression) is { } target)
        {
            groups = listing.Of(target);
        }

        if (groups is null || (grep.Success && PatternOf(grep.Groups[1].Value) is null))
        {
            return;
        }

        Regex? pattern = grep.Success ? PatternOf(grep.Groups[1].Value) : null;
        NameGroup[] shown = [.. groups
            .Select(group => pattern is null ? group : group with { Names = [.. group.Names.Where(name => pattern.IsMatch(name))] })
            .Where(group => group.Names.Count > 0)];
        output.WriteGroups(shown);
        if (shown.Length == 0)
        {
            output.Write("nothing that other objects have not\n");
        }
    }

    private void ShowSource(string argument)
    {
        string name = argument.Trim('"', '\'').TrimStart(':');
        if (name.Length == 0)
        {
            output.Write("show_source: of what? (Class#method, object.method, a method or a class)\n");
            return;
        }

        if (new SourceLookup(ruby).Find(name, _workspace) is not { } listing)
        {
            output.Write($"show_source: there is no {name}\n");
            return;
        }

        output.WriteLine(new StyledText().Add("From: ", Style.Bold).Add(listing.Place + "\n\n").Add(SourceColours.Of(listing.Text)).Add("\n"));
    }

    private void ChangeWorkspace(string argument)
    {
        if (argument is "..")
        {
            _workspace = _outer.TryPop(out Workspace? outer) ? outer : _workspace;
        }
        else if (argument.Length == 0)
        {
            _workspace = _outer.Count > 0 ? _outer.Last() : _workspace;
            _outer.Clear();
        }
        else if (Evaluated(argument) is { } target)
        {
            _outer.Push(_workspace);
            _workspace = _workspace.Inside(target);
            _workspace.SetLocal("_", target);
        }
    }

    private void ShowPlace()
    {
        if (!File.Exists(_workspace.File))
        {
            output.Write($"From: {_workspace.File} @ line {_workspace.Line}\n");
            return;
        }

        string source = File.ReadAllText(_workspace.File);
        string[] lines = SourceColours.Of(source).ToString(settings.HasColours).Split('\n');
        int first = Math.Max(1, _workspace.Line - LinesAround);
        int last = Math.Min(lines.Length - (source.EndsWith('\n') ? 1 : 0), _workspace.Line + LinesAround);
        StyledText text = new StyledText().Add("From: ", Style.Bold).Add($"{_workspace.File} @ line {_workspace.Line}:\n\n");
        for (int line = first; line <= last; line++)
        {
            text.Add(line == _workspace.Line ? " => " : "    ", Style.Bold).Add($"{line,4}: ", Style.Dim).Add(lines[line - 1] + "\n");
        }

        output.WriteLine(text);
    }

    private void Measure(string argument)
    {
        state.Measures = argument.TrimStart(':') is not "off";
        output.Write($"timing is {(state.Measures ? "on" : "off")}\n");
    }

    private void ShowHistory(string argument)
    {
        Match grep = GrepOption().Match(argument);
        if (grep.Success && PatternOf(grep.Groups[1].Value) is null)
        {
            return;
        }

        Regex? pattern = grep.Success ? PatternOf(grep.Groups[1].Value) : null;
        for (int i = 0; i < state.History.Entries.Count; i++)
        {
            string entry = state.History.Entries[i];
            if (pattern?.IsMatch(entry) != false)
            {
                output.Write($"{i + 1,5}: {entry.Replace("\n", "\n       ")}\n");
            }
        }
    }

    /// <summary>Value of an expression; null when it raised, which was shown.</summary>
    private Value? Evaluated(string expression)
    {
        EvaluationResult result = Guard(() => _workspace.Evaluate(expression, _line - 1));
        if (result.Exception is { } exception)
        {
            Fail(exception);
            return null;
        }

        return result.Value;
    }

    /// <summary>A regular expression; null for a bad one, which was said.</summary>
    private Regex? PatternOf(string text)
    {
        try
        {
            return new Regex(text.Trim('/'));
        }
        catch (ArgumentException)
        {
            output.Write($"bad pattern: {text}\n");
            return null;
        }
    }

    /// <summary>What the prompt calls self: what its to_s says, without an address.</summary>
    private string LabelOf(Value self)
    {
        string text = "";
        Guard(() => interaction.Text(self, out text));
        string line = Address().Replace(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)), "$1>");
        return line.Length <= LongestLabel ? line : line[..(LongestLabel - 1)] + "…";
    }

    [GeneratedRegex("^(#<[^ ]+?):0x[0-9a-f]+.*$")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:^|\s)-[gG]\s+(\S+)")]
    private static partial Regex GrepOption();
}
