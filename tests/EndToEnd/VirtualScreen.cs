using System.Globalization;
using System.Text;

namespace EndToEnd;

/// <summary>
/// What a user would see: a terminal's screen that understands the escape codes a line editor writes, with xterm's deferred
/// wrapping. A code it does not know fails the test.
/// </summary>
public sealed class VirtualScreen(int columns, int rows)
{
    private readonly List<string> _scrolledOff = [];
    private readonly StringBuilder _unread = new();
    private string[][] _cells = Blank(columns, rows);
    private bool _isWrapDue;

    /// <summary>Width.</summary>
    public int Columns { get; private set; } = columns;

    /// <summary>Height.</summary>
    public int Rows { get; private set; } = rows;

    /// <summary>Row of the cursor, from 0.</summary>
    public int CursorRow { get; private set; }

    /// <summary>Column of the cursor, from 0.</summary>
    public int CursorColumn { get; private set; }

    /// <summary>The rows without blanks at their ends, and without blank rows at the end.</summary>
    public IReadOnlyList<string> Lines => Trimmed(_cells.Select(Text));

    /// <summary>The same with what has left the screen at its top.</summary>
    public IReadOnlyList<string> AllLines => Trimmed(_scrolledOff.Concat(_cells.Select(Text)));

    /// <summary>The screen as text.</summary>
    public override string ToString() => string.Join('\n', Lines);

    /// <summary>Shows output. An escape code cut in two waits for its rest.</summary>
    public void Write(string output)
    {
        _unread.Append(output);
        string text = _unread.ToString();
        int at = 0;
        while (at < text.Length)
        {
            int length = text[at] == '\x1b' ? Escape(text, at) : Character(text, at);
            if (length == 0)
            {
                break;
            }

            at += length;
        }

        _unread.Clear().Append(text.AsSpan(at));
    }

    private static string[][] Blank(int columns, int rows) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Repeat(" ", columns).ToArray())];

    private static string Text(string[] row) => string.Concat(row).TrimEnd();

    private static List<string> Trimmed(IEnumerable<string> lines)
    {
        List<string> kept = [.. lines];
        while (kept.Count > 0 && kept[^1].Length == 0)
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }

    private int Character(string text, int at)
    {
        switch (text[at])
        {
            case '\r':
                CursorColumn = 0;
                _isWrapDue = false;
                return 1;
            case '\n':
                LineFeed();
                return 1;
            case '\b':
                CursorColumn = Math.Max(0, CursorColumn - 1);
                return 1;
            case '\a':
                return 1;
            case '\t':
                CursorColumn = Math.Min(Columns - 1, (CursorColumn / 8 * 8) + 8);
                return 1;
        }

        int length = StringInfo.GetNextTextElementLength(text, at);
        string character = text.Substring(at, length);
        int width = IsWide(character) ? 2 : 1;
        if (_isWrapDue || CursorColumn + width > Columns)
        {
            CursorColumn = 0;
            LineFeed();
        }

        _cells[CursorRow][CursorColumn] = character;
        if (width == 2)
        {
            _cells[CursorRow][CursorColumn + 1] = "";
        }

        CursorColumn += width;
        _isWrapDue = CursorColumn == Columns;
        CursorColumn = Math.Min(CursorColumn, Columns - 1);
        return length;
    }

    private static bool IsWide(string character)
    {
        int code = char.ConvertToUtf32(character, 0);
        return code is (>= 0x1100 and < 0x1160) or (>= 0x2E80 and < 0xA4D0) or (>= 0xAC00 and < 0xD7A4) or (>= 0xFF00 and < 0xFF61) or (>= 0x1F300 and < 0x1FB00);
    }

    private void LineFeed()
    {
        _isWrapDue = false;
        if (CursorRow < Rows - 1)
        {
            CursorRow++;
            return;
        }

        _scrolledOff.Add(Text(_cells[0]));
        _cells = [.. _cells.Skip(1), Blank(Columns, 1)[0]];
    }

    private int Escape(string text, int at)
    {
        if (at + 1 >= text.Length)
        {
            return 0;
        }

        if (text[at + 1] != '[')
        {
            throw new InvalidOperationException($"unknown escape code: ESC {text[at + 1]}");
        }

        int end = at + 2;
        while (end < text.Length && text[end] is >= ' ' and < '@')
        {
            end++;
        }

        if (end == text.Length)
        {
            return 0;
        }

        Sequence(text[(at + 2)..end], text[end]);
        return end + 1 - at;
    }

    private void Sequence(string parameters, char final)
    {
        int count = int.TryParse(parameters, out int number) ? number : 0;
        switch (final)
        {
            case 'A':
                CursorRow = Math.Max(0, CursorRow - Math.Max(1, count));
                _isWrapDue = false;
                break;
            case 'C':
                CursorColumn = Math.Min(Columns - 1, CursorColumn + Math.Max(1, count));
                _isWrapDue = false;
                break;
            case 'H' when parameters.Length == 0:
                (CursorRow, CursorColumn, _isWrapDue) = (0, 0, false);
                break;
            case 'J':
                Erase(count == 2 ? 0 : CursorRow, count == 2 ? 0 : CursorColumn);
                break;
            case 'K' when count == 0:
                Array.Fill(_cells[CursorRow], " ", CursorColumn, Columns - CursorColumn);
                break;
            case 'm' or 'h' or 'l':
                break;
            default:
                throw new InvalidOperationException($"unknown escape code: ESC [ {parameters} {final}");
        }
    }

    private void Erase(int row, int column)
    {
        Array.Fill(_cells[row], " ", column, Columns - column);
        for (int below = row + 1; below < Rows; below++)
        {
            Array.Fill(_cells[below], " ");
        }
    }
}
