using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Commands.Irb.Display;

/// <summary>
/// What inspect answered, in colours, and as pp would lay it out: a bracket whose contents do not fit in the width has each
/// of them on a line of its own. Text that has lines of its own, or whose brackets do not match, stays as it is.
/// </summary>
internal static class InspectionLayout
{
    private const int MostBreakableCharacters = 1_000_000;

    /// <summary>An inspection laid out for a width; no limit with 0.</summary>
    public static StyledText Of(string inspection, int columns)
    {
        if (inspection.Length > MostBreakableCharacters)
        {
            return new StyledText().Add(inspection);
        }

        IReadOnlyList<InspectionPiece> pieces = InspectionScan.Of(inspection);
        int[]? ends = columns > 0 && !inspection.Contains('\n') && inspection.Length > columns / 2 ? FindEnds(pieces) : null;
        StyledText text = new();
        if (ends is null)
        {
            foreach (InspectionPiece piece in pieces)
            {
                text.Add(piece.Text, piece.Style);
            }
        }
        else
        {
            Break(pieces, ends, columns, text);
        }

        return text;
    }

    /// <summary>For each piece that opens a bracket the one that closes it; null when they do not match.</summary>
    private static int[]? FindEnds(IReadOnlyList<InspectionPiece> pieces)
    {
        int[] ends = new int[pieces.Count];
        Stack<int> open = new();
        for (int i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Depth > 0)
            {
                open.Push(i);
            }
            else if (pieces[i].Depth < 0)
            {
                if (!open.TryPop(out int opening))
                {
                    return null;
                }

                ends[opening] = i;
            }
        }

        return open.Count == 0 ? ends : null;
    }

    private static void Break(IReadOnlyList<InspectionPiece> pieces, int[] ends, int columns, StyledText text)
    {
        int[] widths = new int[pieces.Count + 1];
        for (int i = 0; i < pieces.Count; i++)
        {
            widths[i + 1] = widths[i] + CharacterWidth.OfText(pieces[i].Text);
        }

        Stack<BracketLayout> around = new();
        int column = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            InspectionPiece piece = pieces[i];
            if (around.TryPeek(out BracketLayout? bracket) && bracket.EndsLineAt(piece, column, i, widths, columns))
            {
                text.Add(piece.Text.TrimEnd() + "\n" + new string(' ', bracket.Indent));
                column = bracket.Indent;
                continue;
            }

            text.Add(piece.Text, piece.Style);
            if (piece.Depth > 0)
            {
                around.Push(BracketLayout.Of(pieces, i, ends[i], column, widths, columns));
            }
            else if (piece.Depth < 0)
            {
                around.Pop();
            }

            column += widths[i + 1] - widths[i];
        }
    }
}
