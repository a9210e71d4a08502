using Gem.Vm.Values;

namespace Kernel.Ruby.Encodings;

/// <summary>Characters of one encoding to Unicode and back.</summary>
internal sealed class CharacterCoding
{
    private const int FirstSupplementary = 0x10000;
    private const uint FirstSupplementaryIndex = 189_000;

    private readonly CharacterTable? _table;
    private readonly bool _isTagged;
    private readonly Lazy<int[]> _gaps;

    /// <summary>The coding of an encoding.</summary>
    public CharacterCoding(EncodingDefinition definition)
    {
        Definition = definition;
        _isTagged = definition.Name.StartsWith("stateless-", StringComparison.Ordinal);
        _gaps = new Lazy<int[]>(FindGaps);
        _table = definition.IsUnicode || definition.Encoding <= StringEncoding.Binary ? null : CharacterTable.Of(TableName(definition.Name));
    }

    /// <summary>The encoding.</summary>
    public EncodingDefinition Definition { get; }

    /// <summary>The code point of a valid character, -1 when Unicode has none for it.</summary>
    public int Decode(ReadOnlySpan<byte> character)
    {
        if (Definition.IsUnicode)
        {
            return CharacterWalks.Decode(character, Definition.Walk);
        }

        if (character[0] < 0x80 && character.Length == 1 && Definition.IsAsciiCompatible)
        {
            return character[0];
        }

        if (character.Length == 4 && Definition.Walk == CharacterWalk.Gb18030)
        {
            return DecodeFour(character);
        }

        if (_isTagged)
        {
            character = character[1..];
        }

        uint bytes = 0;
        foreach (byte value in character)
        {
            bytes = (bytes << 8) | value;
        }

        return _table?.Decode(bytes) ?? -1;
    }

    /// <summary>Writes the character of a code point; its length, 0 when the encoding does not have it.</summary>
    public int Encode(int codePoint, Span<byte> target)
    {
        if (Definition.IsUnicode)
        {
            return CharacterWalks.Encode((uint)codePoint, Definition.Walk, target);
        }

        if (codePoint < 0x80 && Definition.IsAsciiCompatible)
        {
            target[0] = (byte)codePoint;
            return 1;
        }

        uint bytes = _table?.Encode(codePoint) ?? 0;
        if (bytes == 0)
        {
            return Definition.Walk == CharacterWalk.Gb18030 ? EncodeFour(codePoint, target) : codePoint == 0 && _table is not null ? 1 : 0;
        }

        if (_isTagged)
        {
            bytes = bytes is > 0xFFFF or < 0x9000 ? 0 : bytes | 0x920000;
        }

        int length = bytes == 0 ? 0 : bytes < 0x100 ? 1 : bytes < 0x10000 ? 2 : 3;
        for (int i = length - 1; i >= 0; i--, bytes >>= 8)
        {
            target[i] = (byte)bytes;
        }

        return length;
    }

    /// <summary>Encodings that differ in name, or in characters that no table of MRI's tells.</summary>
    private static string TableName(string name) => name switch
    {
        "stateless-ISO-2022-JP" or "stateless-ISO-2022-JP-KDDI" => "EUC-JP",
        "SJIS-DoCoMo" or "SJIS-KDDI" or "SJIS-SoftBank" => "Windows-31J",
        _ => name,
    };

    /// <summary>Four bytes of GB18030 number what two bytes do not have, in the order of code points; then the other planes.</summary>
    private int DecodeFour(ReadOnlySpan<byte> character)
    {
        uint index = (uint)((((((character[0] - 0x81) * 10) + character[1] - 0x30) * 126) + character[2] - 0x81) * 10) + character[3] - 0x30;
        if (index >= FirstSupplementaryIndex)
        {
            long point = index - FirstSupplementaryIndex + FirstSupplementary;
            return point <= 0x10FFFF ? (int)point : -1;
        }

        return index < _gaps.Value.Length ? _gaps.Value[index] : -1;
    }

    private int EncodeFour(int codePoint, Span<byte> target)
    {
        long index = codePoint >= FirstSupplementary ? codePoint - FirstSupplementary + FirstSupplementaryIndex : Array.BinarySearch(_gaps.Value, codePoint);
        if (index < 0)
        {
            return 0;
        }

        target[3] = (byte)(0x30 + (index % 10));
        target[2] = (byte)(0x81 + (index / 10 % 126));
        target[1] = (byte)(0x30 + (index / 1260 % 10));
        target[0] = (byte)(0x81 + (index / 12600));
        return 4;
    }

    private int[] FindGaps()
    {
        List<int> gaps = [];
        for (int point = 0x80; point < FirstSupplementary; point++)
        {
            if (_table!.Encode(point) == 0 && point is < 0xD800 or > 0xDFFF)
            {
                gaps.Add(point);
            }
        }

        return [.. gaps];
    }
}
