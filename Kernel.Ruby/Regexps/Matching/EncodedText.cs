using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Any other encoding, by what <see cref="CharacterText"/> knows of it.</summary>
internal readonly struct EncodedText : ITextCoding
{
    /// <inheritdoc/>
    public static bool IsCharacter(byte first) => false;

    /// <inheritdoc/>
    public static int Decode(ReadOnlySpan<byte> text, int position, StringEncoding encoding, out int length)
    {
        length = CharacterText.LengthAt(text, position, encoding);
        return CharacterText.CodePointAt(text, position, encoding);
    }

    /// <inheritdoc/>
    public static int Previous(ReadOnlySpan<byte> text, int position, StringEncoding encoding) => CharacterText.Previous(text, position, encoding);
}
