using Gem.Vm.Values;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Valid UTF-8.</summary>
internal readonly struct Utf8Text : ITextCoding
{
    /// <inheritdoc/>
    public static bool IsCharacter(byte first) => first < 0x80;

    /// <inheritdoc/>
    public static int Decode(ReadOnlySpan<byte> text, int position, StringEncoding encoding, out int length)
    {
        int first = text[position];
        switch (first)
        {
            case < 0x80:
                length = 1;
                return first;
            case < 0xE0:
                length = 2;
                return ((first & 0x1F) << 6) | (text[position + 1] & 0x3F);
            case < 0xF0:
                length = 3;
                return ((first & 0x0F) << 12) | ((text[position + 1] & 0x3F) << 6) | (text[position + 2] & 0x3F);
            default:
                length = 4;
                return ((first & 0x07) << 18) | ((text[position + 1] & 0x3F) << 12) | ((text[position + 2] & 0x3F) << 6) | (text[position + 3] & 0x3F);
        }
    }

    /// <inheritdoc/>
    public static int Previous(ReadOnlySpan<byte> text, int position, StringEncoding encoding)
    {
        while ((text[--position] & 0xC0) == 0x80)
        {
        }

        return position;
    }
}
