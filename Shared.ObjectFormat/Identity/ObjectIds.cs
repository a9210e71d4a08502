namespace Shared.ObjectFormat.Identity;

/// <summary>How object ids are divided. Ids are dense, leased to sessions in ranges and never used twice.</summary>
public static class ObjectIds
{
    /// <summary>The first id that is leased to a session; smaller ones are well known and written by the image build.</summary>
    public const ulong FirstLeased = 1024;

    /// <summary>The largest id a <see cref="ReferenceWord"/> can hold: 61 bits.</summary>
    public const ulong Maximum = (1UL << 61) - 1;

    /// <summary>Class of symbol records. Equals the well-known id of the class Symbol.</summary>
    public const ulong SymbolClass = 10;

    /// <summary>Class of layout records. Equals the well-known id of the class Layout.</summary>
    public const ulong LayoutClass = 11;

    /// <summary>First of the reserved ids that only the stone itself writes: [StoneFirst, FirstLeased).</summary>
    public const ulong StoneFirst = 1016;

    /// <summary>The head of the stone's directory of symbols: references to chunks, which refer to symbols.</summary>
    public const ulong SymbolDirectory = 1016;

    /// <summary>The head of the stone's directory of layouts, shaped as the symbols' one.</summary>
    public const ulong LayoutDirectory = 1017;

    /// <summary>The stone's shared counters.</summary>
    public const ulong SharedCounters = 1018;

    /// <summary>The head of what a collection has condemned: references to chunks, whose bytes are sets of object ids.</summary>
    public const ulong DeadObjects = 1019;
}
