using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// A frozen string as .NET's engine wants it: UTF-16 text, and the byte offset of each unit when they differ. Invalid
/// bytes become lone low surrogates, so that every byte keeps a place.
/// </summary>
internal sealed class RegexpSubject
{
    [ThreadStatic]
    private static RegexpSubject? last;

    private readonly StringObject source;
    private readonly int[]? byteOffsets;

    private RegexpSubject(StringObject source)
    {
        this.source = source;
        if (CharacterText.IsSingleByte(source))
        {
            Text = Encoding.Latin1.GetString(source.Span);
            return;
        }

        ReadOnlySpan<byte> bytes = source.Span;
        StringBuilder text = new(bytes.Length);
        List<int> offsets = new(bytes.Length + 1);
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, source.Encoding);
            int point = CharacterText.CodePointAt(bytes, i, source.Encoding);
            offsets.Add(i);
            if (point > 0xFFFF)
            {
                offsets.Add(i);
                IsWide = true;
                text.Append(char.ConvertFromUtf32(point));
            }
            else
            {
                text.Append(point < 0 ? (char)(0xDC00 + bytes[i]) : (char)point);
            }

            i += length;
        }

        offsets.Add(bytes.Length);
        byteOffsets = [.. offsets];
        Text = text.ToString();
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>It has characters of two units.</summary>
    public bool IsWide { get; }

    /// <summary>The subject of a frozen string. The last one is kept: searches go on in the same string.</summary>
    public static RegexpSubject Of(StringObject frozen) =>
        last is { } known && known.source == frozen ? known : last = new RegexpSubject(frozen);

    /// <summary>Byte offset of a unit.</summary>
    public int ToByte(int unit) => byteOffsets is null ? unit : byteOffsets[unit];

    /// <summary>Unit at a byte offset.</summary>
    public int ToUnit(int offset)
    {
        if (byteOffsets is null)
        {
            return offset;
        }

        int found = Array.BinarySearch(byteOffsets, offset);
        found = found < 0 ? ~found : found;
        return found > 0 && byteOffsets[found - 1] == offset ? found - 1 : found;
    }
}
