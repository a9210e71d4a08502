namespace Gem.Vm.Values;

/// <summary>One encoding: its frozen number, its name as MRI has it, how its bytes make characters.</summary>
/// <param name="Number">Number in records.</param>
/// <param name="Name">The first of its names.</param>
/// <param name="Walk">How bytes make characters.</param>
/// <param name="IsDummy">Known by name only: stateful, or of a byte order that the text says.</param>
public sealed record EncodingDefinition(byte Number, string Name, CharacterWalk Walk, bool IsDummy = false)
{
    /// <summary>Further names.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>The encoding.</summary>
    public StringEncoding Encoding => (StringEncoding)Number;

    /// <summary>Bytes below 0x80 that begin a character are ASCII.</summary>
    public bool IsAsciiCompatible => !IsDummy && Walk is < CharacterWalk.Utf16BigEndian or > CharacterWalk.Utf32LittleEndian;

    /// <summary>Code points are Unicode's.</summary>
    public bool IsUnicode => Walk is >= CharacterWalk.Utf8 and <= CharacterWalk.Utf32LittleEndian;

    /// <summary>U+FFFD stands for what is no character; elsewhere a question mark.</summary>
    public bool HasReplacementCharacter => Name is "UTF-8" or "UTF-16BE" or "UTF-16LE" or "UTF-32BE" or "UTF-32LE" or "UTF-16" or "UTF-32";

    /// <summary>Bytes of the shortest character, and of a piece that is none.</summary>
    public int MinimumBytes => Walk switch
    {
        CharacterWalk.Utf16BigEndian or CharacterWalk.Utf16LittleEndian => 2,
        CharacterWalk.Utf32BigEndian or CharacterWalk.Utf32LittleEndian => 4,
        _ => 1,
    };
}
