namespace Gem.Vm.Values;

/// <summary>
/// Encodings of strings and symbols. Written in records: the numbers are frozen. Named here are those that code speaks of;
/// all 103, with their numbers, are in <see cref="EncodingTable"/>.
/// </summary>
public enum StringEncoding : byte
{
    /// <summary>UTF-8.</summary>
    Utf8 = 0,

    /// <summary>US-ASCII.</summary>
    UsAscii = 1,

    /// <summary>ASCII-8BIT (BINARY).</summary>
    Binary = 2,

    /// <summary>UTF-16BE.</summary>
    Utf16BigEndian = 3,

    /// <summary>UTF-16LE.</summary>
    Utf16LittleEndian = 4,

    /// <summary>UTF-32BE.</summary>
    Utf32BigEndian = 5,

    /// <summary>UTF-32LE.</summary>
    Utf32LittleEndian = 6,

    /// <summary>EUC-JP.</summary>
    EucJp = 10,

    /// <summary>Windows-31J.</summary>
    Windows31J = 11,
}
