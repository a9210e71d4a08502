using Gem.Vm.Values;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Every byte is a character.</summary>
internal readonly struct SingleByteText : ITextCoding
{
    /// <inheritdoc/>
    public static bool IsCharacter(byte first) => true;

    /// <inheritdoc/>
    public static int Decode(ReadOnlySpan<byte> text, int position, StringEncoding encoding, out int length)
    {
        length = 1;
        return text[position];
    }

    /// <inheritdoc/>
    public static int Previous(ReadOnlySpan<byte> text, int position, StringEncoding encoding) => position - 1;
}
