namespace Gem.Vm.Values;

/// <summary>How the bytes of an encoding make characters.</summary>
public enum CharacterWalk : byte
{
    /// <summary>Every byte is a character. Dummies are walked so too.</summary>
    SingleByte,

    /// <summary>Every byte is a character, those from 0x80 on are invalid.</summary>
    UsAscii,

    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>UTF-8 of UTF-16: what is beyond the basic plane is two surrogates of three bytes each.</summary>
    Cesu8,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>UTF-16, low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-32, high byte first.</summary>
    Utf32BigEndian,

    /// <summary>UTF-32, low byte first.</summary>
    Utf32LittleEndian,

    /// <summary>Two bytes from 0xA1 on; 0x8E before one and 0x8F before two.</summary>
    EucJp,

    /// <summary>Two bytes from 0xA1 on.</summary>
    EucKr,

    /// <summary>Two bytes from 0xA1 on; 0x8E and a plane before two.</summary>
    EucTw,

    /// <summary>Shift_JIS: second bytes from 0x40 on, half-width kana are one byte.</summary>
    ShiftJis,

    /// <summary>Big5: second bytes from 0x40 on.</summary>
    Big5,

    /// <summary>Unified Hangul: second bytes may be ASCII letters.</summary>
    Cp949,

    /// <summary>GBK: second bytes from 0x40 on.</summary>
    Gbk,

    /// <summary>GBK with four-byte characters, whose second and fourth bytes are digits.</summary>
    Gb18030,

    /// <summary>Emacs' internal code: a leading byte names the character set.</summary>
    EmacsMule,
}
