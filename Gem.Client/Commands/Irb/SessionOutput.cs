using Gem.Client.Commands.Irb.Display;
using Gem.Client.Commands.Irb.Terminals;
using Gem.Vm.Values;
using Kernel.Ruby.Interactive;

namespace Gem.Client.Commands.Irb;

/// <summary>What a session prints: results, exceptions, listings.</summary>
internal sealed class SessionOutput(Interaction interaction, IrbSettings settings, ITerminal? terminal)
{
    /// <summary>Callers of an exception that are shown.</summary>
    private const int MostCallers = 16;

    private const int MostAssignmentRows = 5;
    private const int MostResultRows = 500;
    private const string Arrow = "=> ";

    /// <summary>Prints text as it is; answers the exception of a signal that cut it short.</summary>
    public ExceptionObject? Write(string text) => interaction.Write(text);

    /// <summary>Prints styled text and a line end.</summary>
    public ExceptionObject? WriteLine(StyledText text) => Write(text.ToString(settings.HasColours) + "\n");

    /// <summary>Begins a new line if the program has left off in the middle of one.</summary>
    public void StartLine()
    {
        if (interaction.EndsMidLine)
        {
            Write("\n");
        }
    }

    /// <summary>Prints a result. In a terminal a long one is shortened, and one of an assignment sooner.</summary>
    public ExceptionObject? WriteResult(string inspection, bool isAssignment)
    {
        string arrow = settings.Prompt == PromptMode.Null ? "" : Arrow;
        if (terminal is null)
        {
            return WriteLine(Behind(arrow, InspectionLayout.Of(inspection, 0)));
        }

        int columns = Math.Max(Arrow.Length + 1, terminal.Columns);
        StyledText shown = Behind(arrow, InspectionLayout.Of(inspection, columns - arrow.Length));
        string[] lines = shown.ToString(settings.HasColours).Split('\n');
        int mostRows = isAssignment ? MostAssignmentRows : MostResultRows;
        bool isLong = lines.Length > mostRows || inspection.Length > mostRows * columns;
        if (!isLong)
        {
            return WriteLine(shown);
        }

        // An assignment's value is one the user has just made; a line reminds of it.
        return isAssignment ? WriteLine(new StyledText().Add(arrow).Add(FirstLine(inspection, columns - arrow.Length)))
            : lines.Length > mostRows ? Write(string.Join('\n', lines.Take(mostRows)) + $"\n... ({lines.Length - mostRows} lines more; puts _.inspect shows all)\n")
            : WriteLine(new StyledText().Add(inspection[..(mostRows * columns)]).Add($"\n... ({inspection.Length} characters; puts _.inspect shows all)"));
    }

    /// <summary>Prints an exception with its backtrace and what led to it.</summary>
    public void WriteException(ExceptionReport report)
    {
        StyledText text = new();
        for (ExceptionReport? current = report; current is not null; current = current.Cause)
        {
            text.Add(current.Place.Length > 0 ? current.Place + ": " : "").Add(current.Message.TrimEnd('\n'), Style.BoldRed).Add("\n");
            foreach (string caller in current.Callers.Take(MostCallers))
            {
                text.Add($"\tfrom {caller}\n", Style.Dim);
            }

            if (current.Callers.Count > MostCallers)
            {
                text.Add($"\t ... {current.Callers.Count - MostCallers} levels...\n", Style.Dim);
            }
        }

        Write(text.ToString(settings.HasColours));
    }

    /// <summary>Prints groups of names in columns.</summary>
    public void WriteGroups(IEnumerable<NameGroup> groups)
    {
        StyledText text = new();
        foreach (NameGroup group in groups)
        {
            text.Add(group.Title + ":", Style.Bold);
            AddNames(text, group.Title.Length + 1, group.Names);
            text.Add("\n");
        }

        Write(text.ToString(settings.HasColours));
    }

    /// <summary>Names behind a title while they fit in the line, else in columns below it.</summary>
    private void AddNames(StyledText text, int titleColumns, IReadOnlyList<string> names)
    {
        const int FallbackColumns = 80;
        int columns = terminal?.Columns ?? FallbackColumns;
        int together = titleColumns + names.Sum(name => CharacterWidth.OfText(name) + 1);
        if (together <= columns)
        {
            text.Add(string.Concat(names.Select(name => " " + name)));
            return;
        }

        int width = names.Max(CharacterWidth.OfText) + 2;
        int across = Math.Max(1, (columns - 2) / width);
        int rows = (names.Count + across - 1) / across;
        for (int row = 0; row < rows; row++)
        {
            text.Add("\n  ");
            for (int index = row; index < names.Count; index += rows)
            {
                bool isLast = index + rows >= names.Count;
                text.Add(names[index] + (isLast ? "" : new string(' ', width - CharacterWidth.OfText(names[index]))));
            }
        }
    }

    /// <summary>A result behind its arrow; of several lines below it.</summary>
    private static StyledText Behind(string arrow, StyledText shown)
    {
        bool startsBelow = arrow.Length > 0 && shown.ToString().Contains('\n');
        return new StyledText().Add(startsBelow ? arrow.TrimEnd() + "\n" : arrow).Add(shown);
    }

    private static StyledText FirstLine(string inspection, int columns)
    {
        const string More = "...";
        string line = inspection.Split('\n', 2)[0];
        line = line[..Math.Min(line.Length, columns)];
        while (CharacterWidth.OfText(line) > Math.Max(0, columns - More.Length))
        {
            line = line[..^1];
        }

        return InspectionLayout.Of(line, 0).Add(More, Style.Dim);
    }
}
