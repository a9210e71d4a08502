namespace Kernel.Smalltalk.Syntax;

/// <summary>
/// Text to be read, and where in a file it stands: a method cut out of a class file keeps the file's line numbers.
/// </summary>
public sealed class SourceText(string fileName, string text, int firstLine = 1, int firstColumn = 1)
{
    private int _knownOffset;
    private int _knownLine = firstLine;

    /// <summary>The name that errors show.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The text itself.</summary>
    public string Text { get; } = text;

    /// <summary>The line in the file of the text's first character, from 1.</summary>
    public int FirstLine { get; } = firstLine;

    /// <summary>The column in the file of the text's first character, from 1.</summary>
    public int FirstColumn { get; } = firstColumn;

    /// <summary>Line and column in the file of an offset into the text; an offset beyond the end is taken as the end.</summary>
    public SourcePosition PositionOf(int offset)
    {
        int end = Math.Clamp(offset, 0, Text.Length);
        int line = FirstLine;
        int lineStart = 0;
        for (int i = 0; i < end; i++)
        {
            if (Text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }

        int column = end - lineStart + (lineStart == 0 ? FirstColumn : 1);
        return new SourcePosition(line, column);
    }

    /// <summary>The line in the file of an offset; fast, for the many offsets that a lowering asks for in turn.</summary>
    public int LineOf(int offset)
    {
        if (offset < _knownOffset)
        {
            (_knownOffset, _knownLine) = (0, FirstLine);
        }

        int end = Math.Min(offset, Text.Length);
        _knownLine += Text.AsSpan(_knownOffset, end - _knownOffset).Count('\n');
        _knownOffset = end;
        return _knownLine;
    }

    /// <summary>The whole line that holds an offset, without its line end.</summary>
    public string LineAt(int offset)
    {
        int end = Math.Clamp(offset, 0, Text.Length);
        int start = end == 0 ? 0 : Text.LastIndexOf('\n', end - 1) + 1;
        int next = Text.IndexOf('\n', end);
        return Text[start..(next < 0 ? Text.Length : next)].TrimEnd('\r');
    }

    /// <summary>How many characters of its line stand before an offset.</summary>
    public int IndentOf(int offset)
    {
        int end = Math.Clamp(offset, 0, Text.Length);
        return end == 0 ? 0 : end - (Text.LastIndexOf('\n', end - 1) + 1);
    }
}
