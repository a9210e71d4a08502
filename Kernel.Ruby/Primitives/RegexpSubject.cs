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
    private static RegexpSubject? _last;

    private readonly StringObject _source;
    private readonly int[]? _byteOffsets;

    private RegexpSubject(StringObject source)
    {
        _source = source;
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
        _byteOffsets = [.. offsets];
        Text = text.ToString();
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>It has characters of two units.</summary>
    public bool IsWide { get; }

    /// <summary>The subject of a frozen string. The last one is kept: searches go on in the same string.</summary>
    public static RegexpSubject Of(StringObject frozen) =>
        _last is { } known && known._source == frozen ? known : _last = new RegexpSubject(frozen);

    /// <summary>Byte offset of a unit.</summary>
    public int ToByte(int unit) => _byteOffsets is null ? unit : _byteOffsets[unit];

    /// <summary>Unit at a byte offset.</summary>
    public int ToUnit(int offset)
    {
        if (_byteOffsets is null)
        {
            return offset;
        }

        int found = Array.BinarySearch(_byteOffsets, offset);
        found = found < 0 ? ~found : found;
        return found > 0 && _byteOffsets[found - 1] == offset ? found - 1 : found;
    }
}
