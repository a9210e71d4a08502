using System.Globalization;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>
/// The text that is edited, several lines perhaps, and the cursor in it. The cursor stands between characters as a reader
/// sees them, never within one.
/// </summary>
internal sealed class EditBuffer
{
    /// <summary>The text; lines end with a line feed.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The cursor's place in the text.</summary>
    public int Cursor { get; private set; }

    /// <summary>Where the cursor's line begins.</summary>
    public int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    /// <summary>Where the cursor's line ends.</summary>
    public int LineEnd => Text.IndexOf('\n', Cursor) is var end && end >= 0 ? end : Text.Length;

    /// <summary>Number of the cursor's line, from 0.</summary>
    public int Line => Text.AsSpan(0, Cursor).Count('\n');

    /// <summary>The cursor is in the first line.</summary>
    public bool IsOnFirstLine => LineStart == 0;

    /// <summary>The cursor is in the last line.</summary>
    public bool IsOnLastLine => LineEnd == Text.Length;

    /// <summary>Replaces everything; the cursor goes to the end, or where it is told.</summary>
    public void Set(string text, int cursor = -1)
    {
        Text = text;
        Cursor = cursor < 0 ? text.Length : Math.Min(cursor, text.Length);
    }

    /// <summary>Puts text in at the cursor, which then stands behind it.</summary>
    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    /// <summary>Takes a range out and answers it. The cursor stays with the character it was at.</summary>
    public string Remove(int start, int end)
    {
        string removed = Text[start..end];
        Text = Text.Remove(start, end - start);
        Cursor = Cursor >= end ? Cursor - removed.Length : Math.Min(Cursor, start);
        return removed;
    }

    /// <summary>Puts a text in the place of a range; the cursor goes behind it.</summary>
    public void Replace(int start, int end, string text)
    {
        Text = string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end));
        Cursor = start + text.Length;
    }

    /// <summary>Moves the cursor to a place.</summary>
    public void MoveTo(int place) => Cursor = Math.Clamp(place, 0, Text.Length);

    /// <summary>The place one character further on.</summary>
    public int Next => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    /// <summary>The place one character back.</summary>
    public int Previous
    {
        get
        {
            if (Cursor == LineStart)
            {
                return Math.Max(0, Cursor - 1);
            }

            int place = LineStart;
            while (true)
            {
                int next = place + StringInfo.GetNextTextElementLength(Text, place);
                if (next >= Cursor)
                {
                    return place;
                }

                place = next;
            }
        }
    }

    /// <summary>Behind the word that the cursor is in, or behind the next one.</summary>
    public int WordEnd
    {
        get
        {
            int place = Cursor;
            while (place < Text.Length && !IsWordCharacter(Text[place]))
            {
                place++;
            }

            while (place < Text.Length && IsWordCharacter(Text[place]))
            {
                place++;
            }

            return place;
        }
    }

    /// <summary>The beginning of the word that the cursor is in, or of the one before.</summary>
    public int WordStart
    {
        get
        {
            int place = Cursor;
            while (place > 0 && !IsWordCharacter(Text[place - 1]))
            {
                place--;
            }

            while (place > 0 && IsWordCharacter(Text[place - 1]))
            {
                place--;
            }

            return place;
        }
    }

    /// <summary>The beginning of the run between white space that ends at the cursor.</summary>
    public int RunStart
    {
        get
        {
            int place = Cursor;
            while (place > 0 && char.IsWhiteSpace(Text[place - 1]))
            {
                place--;
            }

            while (place > 0 && !char.IsWhiteSpace(Text[place - 1]))
            {
                place--;
            }

            return place;
        }
    }

    /// <summary>Moves a line up, keeping the column where that line has it; false in the first line.</summary>
    public bool MoveUp()
    {
        int start = LineStart;
        if (start == 0)
        {
            return false;
        }

        int column = Cursor - start;
        int aboveStart = start == 1 ? 0 : Text.LastIndexOf('\n', start - 2) + 1;
        MoveToColumn(aboveStart, start - 1, column);
        return true;
    }

    /// <summary>Moves a line down; false in the last line.</summary>
    public bool MoveDown()
    {
        int end = LineEnd;
        if (end == Text.Length)
        {
            return false;
        }

        int column = Cursor - LineStart;
        int belowEnd = Text.IndexOf('\n', end + 1) is var found && found >= 0 ? found : Text.Length;
        MoveToColumn(end + 1, belowEnd, column);
        return true;
    }

    /// <summary>Exchanges the character at the cursor with the one before; at the end of a line, the two before.</summary>
    public bool Transpose()
    {
        if (Cursor == LineStart)
        {
            return false;
        }

        if (Cursor == LineEnd)
        {
            Cursor = Previous;
        }

        int middle = Cursor;
        int start = Previous;
        int end = Next;
        if (middle == LineStart || end == middle)
        {
            return false;
        }

        Replace(start, end, Text[middle..end] + Text[start..middle]);
        return true;
    }

    /// <summary>Gives the cursor's line so many spaces at its beginning.</summary>
    public void Indent(int spaces)
    {
        int start = LineStart;
        int text = start;
        while (text < Text.Length && Text[text] is ' ' or '\t')
        {
            text++;
        }

        int behind = Math.Max(0, Cursor - text);
        Replace(start, text, new string(' ', spaces));
        Cursor += behind;
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_' || char.IsSurrogate(c);

    private void MoveToColumn(int start, int end, int column)
    {
        int place = start;
        while (place < end && place - start < column)
        {
            int next = place + StringInfo.GetNextTextElementLength(Text, place);
            if (next > start + column)
            {
                break;
            }

            place = next;
        }

        Cursor = place;
    }
}
