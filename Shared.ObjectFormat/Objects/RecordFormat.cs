namespace Shared.ObjectFormat.Objects;

/// <summary>
/// The values of <see cref="RecordHeader.Format"/> that the stone itself knows. Every other value belongs to the VM and is
/// carried without being looked at.
/// </summary>
public static class RecordFormat
{
    /// <summary>A symbol: no references; one byte that names the encoding, then the symbol's bytes. Made by the stone only.</summary>
    public const byte Symbol = 1;

    /// <summary>A layout: references to the symbols of its instance variables, in slot order. Made by the stone only.</summary>
    public const byte Layout = 2;

    /// <summary>A class or module of the VM; here so that an audit can tell whether a class id names one.</summary>
    public const byte Class = 10;

    /// <summary>
    /// An ephemeron of the VM: its last two references are a key and a value. It keeps the value only while something else keeps the key; when the key
    /// is collected, the collector writes nil for both.
    /// </summary>
    public const byte Ephemeron = 26;

    /// <summary>A chunk of the stone's dead set: an <see cref="ObjectIdRuns"/> and no references. Has no class; no VM loads it.</summary>
    public const byte ObjectIds = 253;

    /// <summary>The stone's shared counters: 128 numbers (i64) and no references. Has no class; no VM loads it.</summary>
    public const byte Counters = 254;

    /// <summary>An object of the stone's own bookkeeping: head or chunk of a directory. Has no class; no VM loads it.</summary>
    public const byte Directory = 255;
}
