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

    /// <summary>Prints a result; of an assignment no more than a line, in a terminal.</summary>
    public ExceptionObject? WriteResult(string inspection, bool isAssignment)
    {
        string arrow = settings.Prompt == PromptMode.Null ? "" : Arrow;
        int columns = terminal?.Columns ?? 0;
        StyledText shown = InspectionLayout.Of(inspection, columns > arrow.Length ? columns - arrow.Length : 0);
        string plain = shown.ToString();
        bool isLong = plain.Contains('\n') || (columns > 0 && CharacterWidth.OfText(plain) > columns - arrow.Length);
        if (isLong && isAssignment && columns > 0)
        {
            return WriteLine(new StyledText().Add(arrow).Add(FirstLine(inspection, columns - arrow.Length)));
        }

        bool startsBelow = arrow.Length > 0 && plain.Contains('\n');
        if (startsBelow && columns > 0 && !inspection.Contains('\n'))
        {
            shown = InspectionLayout.Of(inspection, columns);
        }

        return WriteLine(new StyledText().Add(startsBelow ? arrow.TrimEnd() + "\n" : arrow).Add(shown));
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

    private static StyledText FirstLine(string inspection, int columns)
    {
        const string More = "...";
        string line = inspection.Split('\n')[0];
        while (CharacterWidth.OfText(line) > columns - More.Length)
        {
            line = line[..Math.Max(0, Math.Min(line.Length - 1, columns))];
        }

        return InspectionLayout.Of(line, 0).Add(More, Style.Dim);
    }
}
