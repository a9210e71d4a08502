using System.Text;

namespace Gem.Client.Commands.Irb.Display;

/// <summary>Text with styles, which becomes a string with escape codes, or without.</summary>
internal sealed class StyledText
{
    private readonly List<(string Text, Style Style)> _runs = [];

    /// <summary>The runs in order.</summary>
    public IReadOnlyList<(string Text, Style Style)> Runs => _runs;

    /// <summary>Appends text.</summary>
    public StyledText Add(string text, Style style = default)
    {
        if (text.Length > 0)
        {
            _runs.Add((text, style.Code is null ? Style.Plain : style));
        }

        return this;
    }

    /// <summary>Appends other styled text.</summary>
    public StyledText Add(StyledText other)
    {
        _runs.AddRange(other._runs);
        return this;
    }

    /// <summary>The text; with escape codes for a terminal that shows colours. A line's end is never coloured.</summary>
    public string ToString(bool hasColours)
    {
        StringBuilder text = new();
        foreach ((string run, Style style) in _runs)
        {
            if (!hasColours || style.IsPlain)
            {
                text.Append(run);
                continue;
            }

            string[] lines = run.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                text.Append(i > 0 ? "\n" : "");
                if (lines[i].Length > 0)
                {
                    text.Append("\x1b[").Append(style.Code).Append('m').Append(lines[i]).Append("\x1b[0m");
                }
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => ToString(hasColours: false);
}
