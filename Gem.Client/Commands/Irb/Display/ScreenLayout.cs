using System.Globalization;
using System.Text;
using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Commands.Irb.Display;

/// <summary>Lays lines out in rows of a width: wraps, widens tabs, shows control characters, and finds the cursor's place.</summary>
internal sealed class ScreenLayout(int columns, bool hasColours)
{
    private const int TabColumns = 8;

    private readonly List<ScreenRow> _rows = [];
    private readonly StringBuilder _row = new();
    private Style _style = Style.Plain;
    private int _column;
    private bool _isCursorDue;
    private int _cursorRow;
    private int _cursorColumn;

    /// <summary>Columns filled in the row so far.</summary>
    public int Column => _column;

    /// <summary>Appends text, which has no line ends in it.</summary>
    public void Add(ReadOnlySpan<char> text, Style style)
    {
        while (!text.IsEmpty)
        {
            int length = StringInfo.GetNextTextElementLength(text);
            AddCharacter(text[..length], style);
            text = text[length..];
        }
    }

    /// <summary>The cursor stands before whatever comes next.</summary>
    public void MarkCursor() => _isCursorDue = true;

    /// <summary>Ends a line.</summary>
    public void EndLine()
    {
        if (_isCursorDue && _column == columns)
        {
            // The cursor has no room behind a full row.
            EndRow(wraps: true);
        }

        PlaceCursor();
        EndRow(wraps: false);
    }

    /// <summary>All rows.</summary>
    public ScreenFrame ToFrame() => new(_rows, _cursorRow, _cursorColumn);

    private void AddCharacter(ReadOnlySpan<char> character, Style style)
    {
        if (character[0] == '\t')
        {
            int spaces = TabColumns - (_column % TabColumns);
            Append(" ", 1, style);
            for (int i = 1; i < spaces && _column < columns; i++)
            {
                Append(" ", 1, style);
            }
        }
        else if (character[0] < ' ' || character[0] == '\x7f')
        {
            Append("^", 1, style);
            Append(((char)(character[0] ^ 0x40)).ToString(), 1, style);
        }
        else
        {
            Append(character, CharacterWidth.Of(character), style);
        }
    }

    private void Append(ReadOnlySpan<char> shown, int width, Style style)
    {
        if (_column + width > columns)
        {
            EndRow(wraps: true);
        }

        PlaceCursor();
        SetStyle(style);
        _row.Append(shown);
        _column += width;
    }

    private void PlaceCursor()
    {
        if (_isCursorDue)
        {
            _isCursorDue = false;
            (_cursorRow, _cursorColumn) = (_rows.Count, _column);
        }
    }

    private void SetStyle(Style style)
    {
        if (hasColours && style != _style)
        {
            _row.Append(_style.IsPlain ? "" : "\x1b[0m").Append(style.IsPlain ? "" : $"\x1b[{style.Code}m");
            _style = style;
        }
    }

    private void EndRow(bool wraps)
    {
        SetStyle(Style.Plain);
        _rows.Add(new ScreenRow(_row.ToString(), _column, wraps));
        _row.Clear();
        _column = 0;
    }
}
