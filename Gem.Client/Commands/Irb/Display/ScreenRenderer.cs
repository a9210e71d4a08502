using System.Text;
using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Commands.Irb.Display;

/// <summary>
/// Keeps the lower part of a terminal equal to a frame: writes only rows that changed. Rows that wrap are left to the
/// terminal's own wrapping, so that it can lay them out anew when its width changes, and copies them as one line. A frame
/// higher than the screen is shown in part.
/// </summary>
internal sealed class ScreenRenderer(ITerminal terminal)
{
    private const string HideCursor = "\x1b[?25l";
    private const string ShowCursor = "\x1b[?25h";
    private const string ClearToEndOfLine = "\x1b[K";
    private const string ClearBelow = "\x1b[J";

    private readonly StringBuilder _output = new();
    private List<ScreenRow> _shown = [];
    private int _row;
    private int _column;
    private int _top;

    /// <summary>Shows a frame where the last one stood.</summary>
    public void Draw(ScreenFrame frame)
    {
        int height = Math.Max(1, terminal.Rows);
        _top = Math.Clamp(_top, Math.Max(0, frame.CursorRow - height + 1), Math.Min(frame.CursorRow, Math.Max(0, frame.Rows.Count - height)));
        ScreenRow[] window = [.. frame.Rows.Skip(_top).Take(height)];
        _output.Append(HideCursor);
        WriteRows(window);
        MoveTo(frame.CursorRow - _top);
        _output.Append('\r').Append(frame.CursorColumn > 0 ? $"\x1b[{frame.CursorColumn}C" : "").Append(ShowCursor);
        _shown = [.. window];
        _column = frame.CursorColumn;
        Send();
    }

    /// <summary>Shows a frame whole, however high, and leaves the cursor at the beginning of the line below.</summary>
    public void Finish(ScreenFrame frame)
    {
        _output.Append(HideCursor);
        if (_top > 0 || frame.Rows.Count > terminal.Rows)
        {
            MoveTo(0);
            _output.Append('\r').Append(ClearBelow);
            _shown = [];
        }

        WriteRows(frame.Rows);
        MoveTo(frame.Rows.Count - 1);
        _output.Append("\r\n").Append(ShowCursor);
        Forget();
        Send();
    }

    /// <summary>Clears the screen and shows the frame at its top.</summary>
    public void DrawOnClearScreen(ScreenFrame frame)
    {
        _output.Append("\x1b[H\x1b[2J");
        Forget();
        Draw(frame);
    }

    /// <summary>
    /// Draws anew when the width has changed: the terminal has wrapped the rows as it likes, so the place of the first one is
    /// reckoned from the cursor.
    /// </summary>
    public void DrawAfterResize(Func<ScreenFrame> frame)
    {
        int columns = Math.Max(1, terminal.Columns);
        int above = 0;
        int line = 0;
        for (int row = 0; row < _row && row < _shown.Count; row++)
        {
            line += _shown[row].Columns;
            if (!_shown[row].Wraps)
            {
                above += RowsOf(line, columns);
                line = 0;
            }
        }

        above += (line + _column) / columns;
        _output.Append(above > 0 ? $"\x1b[{above}A" : "").Append('\r').Append(ClearBelow);
        Forget();
        Draw(frame());
    }

    /// <summary>The cursor stands at the beginning of a line on which nothing is.</summary>
    public void Forget()
    {
        _shown = [];
        _row = _column = _top = 0;
    }

    private static int RowsOf(int lineColumns, int columns) => Math.Max(1, (lineColumns + columns - 1) / columns);

    private void WriteRows(IReadOnlyList<ScreenRow> rows)
    {
        int columns = terminal.Columns;
        bool goesOn = false;
        for (int i = 0; i < rows.Count; i++)
        {
            ScreenRow row = rows[i];
            bool isShown = i < _shown.Count && _shown[i] == row;
            if (isShown && !goesOn)
            {
                continue;
            }

            if (!goesOn)
            {
                MoveTo(i);
                _output.Append('\r');
            }

            _output.Append(row.Text).Append(row.Columns < columns ? ClearToEndOfLine : "");
            _row = i;
            goesOn = row.Wraps && i + 1 < rows.Count && rows[i + 1].Columns > 0;
            _row += goesOn ? 1 : 0;
        }

        if (_shown.Count > rows.Count)
        {
            MoveTo(rows.Count);
            _output.Append('\r').Append(ClearBelow);
        }
    }

    private void MoveTo(int row)
    {
        if (row < _row)
        {
            _output.Append($"\x1b[{_row - row}A");
        }

        for (; _row < row; _row++)
        {
            _output.Append("\r\n");
        }

        _row = row;
    }

    private void Send()
    {
        terminal.Write(_output.ToString());
        _output.Clear();
    }
}
