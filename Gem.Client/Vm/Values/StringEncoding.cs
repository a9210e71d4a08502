namespace Gem.Vm.Values;

/// <summary>Encodings of strings and symbols. Written in records: the numbers are frozen.</summary>
public enum StringEncoding : byte
{
    /// <summary>UTF-8.</summary>
    Utf8 = 0,

    /// <summary>US-ASCII.</summary>
    UsAscii = 1,

    /// <summary>ASCII-8BIT (BINARY).</summary>
    Binary = 2,
}
