namespace Shared.ObjectFormat.MessagePack;

/// <summary>
/// First bytes of values, as the MessagePack specification gives them. Below <see cref="FixMap"/> lie the small positive
/// integers, from <see cref="NegativeFixInt"/> on the small negative ones.
/// </summary>
internal static class MessagePackCode
{
    internal const byte FixMap = 0x80, FixArray = 0x90, FixString = 0xa0;
    internal const byte Nil = 0xc0, NeverUsed = 0xc1, False = 0xc2, True = 0xc3;
    internal const byte Binary8 = 0xc4, Binary16 = 0xc5, Binary32 = 0xc6;
    internal const byte Extension8 = 0xc7, Extension16 = 0xc8, Extension32 = 0xc9;
    internal const byte Float32 = 0xca, Float64 = 0xcb;
    internal const byte UInt8 = 0xcc, UInt16 = 0xcd, UInt32 = 0xce, UInt64 = 0xcf;
    internal const byte Int8 = 0xd0, Int16 = 0xd1, Int32 = 0xd2, Int64 = 0xd3;
    internal const byte FixExtension1 = 0xd4, FixExtension16 = 0xd8;
    internal const byte String8 = 0xd9, String16 = 0xda, String32 = 0xdb;
    internal const byte Array16 = 0xdc, Array32 = 0xdd, Map16 = 0xde, Map32 = 0xdf;
    internal const byte NegativeFixInt = 0xe0;

    /// <summary>The extension type of a timestamp.</summary>
    internal const sbyte TimestampExtension = -1;
}
