using Gem.Vm.Values;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Characters in valid text of an encoding; the matcher is compiled for each kind.</summary>
internal interface ITextCoding
{
    /// <summary>True when a byte where a character begins is that character, with that code.</summary>
    static abstract bool IsCharacter(byte first);

    /// <summary>Code and length of the character at a position.</summary>
    static abstract int Decode(ReadOnlySpan<byte> text, int position, StringEncoding encoding, out int length);

    /// <summary>Position of the character before a position.</summary>
    static abstract int Previous(ReadOnlySpan<byte> text, int position, StringEncoding encoding);
}
