using System.Text;

namespace Kernel.Ruby.Syntax;

/// <summary>A source text: its bytes, its file name, and where its lines begin.</summary>
public sealed class Source
{
    private int[]? _lineStarts;

    /// <summary>Makes a source of bytes, which must not change afterwards.</summary>
    public Source(byte[] bytes, string fileName, int firstLine = 1)
    {
        Bytes = bytes;
        FileName = fileName;
        FirstLine = firstLine;
    }

    /// <summary>Makes a source of text, encoded as UTF-8.</summary>
    public Source(string text, string fileName, int firstLine = 1)
        : this(Encoding.UTF8.GetBytes(text), fileName, firstLine)
    {
    }

    /// <summary>The text in its own encoding.</summary>
    public byte[] Bytes { get; }

    /// <summary>What <c>__FILE__</c> and messages name.</summary>
    public string FileName { get; }

    /// <summary>The number of the first line; <c>eval</c> may start elsewhere than at 1.</summary>
    public int FirstLine { get; }

    /// <summary>The number of the line that holds a byte offset.</summary>
    public int LineOf(int offset) => LineIndexOf(offset) + FirstLine;

    /// <summary>The distance in bytes from the start of its line, from 0.</summary>
    public int ColumnOf(int offset) => offset - LineStarts[LineIndexOf(offset)];

    /// <summary>The text of a stretch.</summary>
    public string TextAt(SourceSpan span) => Encoding.UTF8.GetString(Bytes, span.Start, span.Length);

    /// <summary>The number of the last line. Behind a newline at the end there is none.</summary>
    public int LastLine => FirstLine + LineStarts.Length - (LineStarts.Length > 1 && LineStarts[^1] >= Bytes.Length ? 2 : 1);

    /// <summary>The text of a line, without its line end; bytes that are no UTF-8 are replaced.</summary>
    public string LineText(int line) => Encoding.UTF8.GetString(LineBytes(line)).TrimEnd('\r');

    /// <summary>Whether a line can be shown.</summary>
    public bool IsLineUtf8(int line) => System.Text.Unicode.Utf8.IsValid(LineBytes(line));

    /// <summary>The length of a line in bytes, without its line end.</summary>
    public int LengthOfLine(int line) => LineBytes(line).Length;

    private ReadOnlySpan<byte> LineBytes(int line)
    {
        ReadOnlySpan<byte> rest = Bytes.AsSpan(LineStarts[line - FirstLine]);
        int length = rest.IndexOf((byte)'\n');
        return length < 0 ? rest : rest[..length];
    }

    /// <summary>The bytes of a span.</summary>
    public ReadOnlySpan<byte> Slice(SourceSpan span) => Bytes.AsSpan(span.Start, span.Length);

    private int[] LineStarts => _lineStarts ??= FindLineStarts();

    private int LineIndexOf(int offset)
    {
        int found = Array.BinarySearch(LineStarts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    private int[] FindLineStarts()
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < Bytes.Length; i++)
        {
            if (Bytes[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }
        return [.. starts];
    }
}
