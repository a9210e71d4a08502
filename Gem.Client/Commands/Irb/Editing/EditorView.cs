using Gem.Client.Commands.Irb.Display;
using Gem.Client.Commands.Irb.Terminals;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>What an editor looks like: prompts, the text in colours, and below it a search or candidates.</summary>
internal sealed class EditorView(LineEditor editor, bool hasColours)
{
    private const int GapColumns = 2;
    private const int LeastMenuRows = 2;

    /// <summary>The editor on a screen of that size; <paramref name="ending"/> stands behind the text.</summary>
    public ScreenFrame Frame(int columns, int rows, string ending = "")
    {
        ScreenLayout layout = new(columns, hasColours);
        string text = editor.Buffer.Text;
        IReadOnlyList<SourceToken> tokens = editor.Host.Scan(text);
        Nesting nesting = new(text, tokens);
        int next = 0;
        int start = 0;
        for (int line = 0; line < nesting.LineCount; line++)
        {
            foreach ((string prompt, Style style) in editor.Host.Prompt(line, nesting).Runs)
            {
                layout.Add(prompt, style);
            }

            int end = text.IndexOf('\n', start) is var found && found >= 0 ? found : text.Length;
            AddLine(layout, text, start, end, tokens, ref next);
            layout.Add(end == text.Length ? ending : "", Style.Plain);
            layout.EndLine();
            start = end + 1;
        }

        if (editor.Search is { } search)
        {
            layout.Add(search.Status, Style.Dim);
            layout.EndLine();
        }
        else if (editor.Menu is { } menu)
        {
            AddMenu(layout, menu, columns, Math.Max(LeastMenuRows, rows / 2));
        }

        return layout.ToFrame();
    }

    /// <summary>A line of the text, piece by piece as tokens and the cursor cut it.</summary>
    private void AddLine(ScreenLayout layout, string text, int start, int end, IReadOnlyList<SourceToken> tokens, ref int next)
    {
        int at = start;
        while (at <= end)
        {
            while (next < tokens.Count && tokens[next].End <= at)
            {
                next++;
            }

            if (at == editor.Buffer.Cursor)
            {
                layout.MarkCursor();
            }

            if (at == end)
            {
                return;
            }

            SourceToken? token = next < tokens.Count && tokens[next].Start < end ? tokens[next] : null;
            bool isInToken = token is { } current && current.Start <= at;
            int stop = Math.Min(end, token is null ? end : isInToken ? token.Value.End : token.Value.Start);
            if (editor.Buffer.Cursor > at)
            {
                stop = Math.Min(stop, editor.Buffer.Cursor);
            }

            layout.Add(text.AsSpan(at, stop - at), isInToken ? SourceColours.Of(token!.Value.Category) : Style.Plain);
            at = stop;
        }
    }

    /// <summary>Candidates in columns, top to bottom; of too many those around the chosen one.</summary>
    private static void AddMenu(ScreenLayout layout, CompletionMenu menu, int columns, int mostRows)
    {
        int width = Math.Min(columns, menu.Candidates.Max(CharacterWidth.OfText) + GapColumns);
        int across = Math.Max(1, columns / width);
        int rows = (menu.Candidates.Count + across - 1) / across;
        int shownRows = Math.Min(rows, mostRows);
        int first = Math.Clamp(menu.Selected < 0 ? 0 : (menu.Selected % rows) - shownRows + 1, 0, rows - shownRows);
        for (int row = first; row < first + shownRows; row++)
        {
            for (int index = row; index < menu.Candidates.Count; index += rows)
            {
                string candidate = menu.Candidates[index];
                int room = width - GapColumns;
                while (CharacterWidth.OfText(candidate) > Math.Max(1, room))
                {
                    candidate = candidate[..^1];
                }

                layout.Add(candidate, index == menu.Selected ? Style.Reverse : Style.Plain);
                bool isLast = index + rows >= menu.Candidates.Count;
                layout.Add(new string(' ', isLast ? 0 : width - CharacterWidth.OfText(candidate)), Style.Plain);
            }

            layout.EndLine();
        }

        if (shownRows < rows)
        {
            layout.Add($"{menu.Candidates.Count} candidates", Style.Dim);
            layout.EndLine();
        }
    }
}
