using System.Text;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Regexps;

/// <summary>What a pattern must know of an encoding: how characters look in bytes, and which of them are letters.</summary>
internal sealed class CharacterCoding
{
    private static readonly CharacterCoding Utf8 = new(StringEncoding.Utf8);
    private static readonly CharacterCoding Ascii = new(StringEncoding.UsAscii);
    private static readonly CharacterCoding Binary = new(StringEncoding.Binary);

    private CharacterCoding(StringEncoding encoding)
    {
        Encoding = encoding;
        IsUtf8 = encoding == StringEncoding.Utf8;
        EncodingDefinition definition = EncodingTable.Of(encoding);
        IsSingleByte = definition.Walk is CharacterWalk.SingleByte or CharacterWalk.UsAscii;
        IsUnicode = definition.IsUnicode;
    }

    /// <summary>The encoding.</summary>
    public StringEncoding Encoding { get; }

    /// <summary>UTF-8.</summary>
    public bool IsUtf8 { get; }

    /// <summary>A character is a byte, and only those of ASCII have a meaning.</summary>
    public bool IsSingleByte { get; }

    /// <summary>Codes are Unicode's.</summary>
    public bool IsUnicode { get; }

    /// <summary>That of an encoding.</summary>
    public static CharacterCoding Of(StringEncoding encoding) => encoding switch
    {
        StringEncoding.Utf8 => Utf8,
        StringEncoding.UsAscii => Ascii,
        StringEncoding.Binary => Binary,
        _ => new CharacterCoding(encoding),
    };

    /// <summary>A text as codes, and the offset of each in the bytes.</summary>
    public (int[] Codes, int[] Offsets) Decode(ReadOnlySpan<byte> text)
    {
        int[] codes = new int[text.Length], offsets = new int[text.Length + 1];
        int count = 0;
        for (int i = 0; i < text.Length;)
        {
            int code = text[i] < 0x80 || IsSingleByte ? text[i] : CharacterText.CodePointAt(text, i, Encoding);
            offsets[count] = i;
            codes[count++] = code < 0 ? text[i] : code;
            i += text[i] < 0x80 || IsSingleByte ? 1 : CharacterText.LengthAt(text, i, Encoding);
        }

        offsets[count] = text.Length;
        return (codes.AsSpan(0, count).ToArray(), offsets);
    }

    /// <summary>Adds the bytes of a code.</summary>
    public void Encode(int code, List<byte> target)
    {
        if (IsSingleByte || (code < 0x80 && IsUtf8))
        {
            target.Add((byte)code);
        }
        else if (IsUtf8)
        {
            Span<byte> buffer = stackalloc byte[4];
            int length = new Rune(code).EncodeToUtf8(buffer);
            target.AddRange(buffer[..length]);
        }
        else
        {
            StringObject text = new(new byte[8], 0, Encoding);
            CharacterText.Append(text, code);
            target.AddRange(text.Span);
        }
    }

    /// <summary>A property or POSIX type by its name in lower case; null when the encoding has none of that name.</summary>
    public CodeRanges? Property(string name)
    {
        if (IsUnicode)
        {
            return AsciiTypes.Whole(name) ?? UnicodeProperties.Find(name);
        }

        if (AsciiTypes.Find(name) is not { } ascii)
        {
            return null;
        }

        CodeRanges set = new();
        set.Add(ascii);
        if (!IsSingleByte && name is "word" or "graph" or "print" or "alpha" or "alnum")
        {
            set.Add(0x80, CodeRanges.Last);
        }

        return set;
    }
}
