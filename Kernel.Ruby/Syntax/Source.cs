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

    /// <summary>The text of the line that holds a byte offset, without its line end.</summary>
    public string TextOfLineAt(int offset)
    {
        int start = LineStarts[LineIndexOf(offset)];
        ReadOnlySpan<byte> rest = Bytes.AsSpan(start);
        int length = rest.IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(length < 0 ? rest : rest[..length]).TrimEnd('\r');
    }

    /// <summary>The lines before the one that holds a byte offset, at most so many.</summary>
    public string[] LinesBefore(int offset, int count)
    {
        int index = LineIndexOf(offset);
        return [.. Enumerable.Range(Math.Max(0, index - count), Math.Min(count, index)).Select(line => TextOfLineAt(LineStarts[line]))];
    }

    /// <summary>The lines behind the one that holds a byte offset, at most so many. An empty last line is none.</summary>
    public string[] LinesAfter(int offset, int count)
    {
        int next = LineIndexOf(offset) + 1;
        int lines = LineStarts.Length > 0 && LineStarts[^1] >= Bytes.Length ? LineStarts.Length - 1 : LineStarts.Length;
        return [.. Enumerable.Range(next, Math.Clamp(lines - next, 0, count)).Select(line => TextOfLineAt(LineStarts[line]))];
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
