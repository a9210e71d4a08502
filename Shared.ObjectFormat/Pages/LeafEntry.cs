using System.Runtime.CompilerServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// Where the record of an object is.
/// <code>
///  63                52 51        50    49             40 39                     0
/// ┌────────────────────┬─────────┬─────┬─────────────────┬────────────────────────┐
/// │ 0                  │tombstone│large│ offset / 16     │ first frame of page    │
/// └────────────────────┴─────────┴─────┴─────────────────┴────────────────────────┘
/// </code>
/// The word 0 means that the object never existed. A tombstone has no frame and no offset.
/// </summary>
public readonly struct LeafEntry
{
    private const ulong FrameMask = (1UL << Frame.NumberBits) - 1;
    private const int OffsetShift = Frame.NumberBits;
    private const int OffsetMask = 1023;
    private const ulong LargeBit = 1UL << 50;
    private const ulong TombstoneBit = 1UL << 51;

    /// <summary>The entry as it stands in the leaf.</summary>
    public readonly ulong Bits;

    /// <summary>Takes an entry as it stands in a leaf.</summary>
    public LeafEntry(ulong bits) => Bits = bits;

    /// <summary>The entry of an object that was removed.</summary>
    public static LeafEntry Tombstone => new(TombstoneBit);

    /// <summary>True when there is a record.</summary>
    public bool IsPresent => Bits != 0 && (Bits & TombstoneBit) == 0;

    /// <summary>True when the object was removed.</summary>
    public bool IsTombstone => (Bits & TombstoneBit) != 0;

    /// <summary>True when the record has a run of frames for itself.</summary>
    public bool IsLarge => (Bits & LargeBit) != 0;

    /// <summary>The first frame of the record's page.</summary>
    public ulong FirstFrame => Bits & FrameMask;

    /// <summary>Where the record begins within its page, in bytes.</summary>
    public int OffsetBytes => (int)(Bits >> OffsetShift & OffsetMask) << 4;

    /// <summary>True when only bits that this format defines are set.</summary>
    public bool IsValid => Bits >> 52 == 0 && (!IsTombstone || Bits == TombstoneBit);

    /// <summary>The entry of a record in a data page.</summary>
    public static LeafEntry InPage(ulong frame, int offsetBytes) => new(frame | ((ulong)(uint)offsetBytes >> 4 << OffsetShift));

    /// <summary>The entry of a record in a run of frames of its own.</summary>
    public static LeafEntry InRun(ulong frame) => new(InPage(frame, PageHeader.SizeBytes).Bits | LargeBit);

    /// <summary>Distance of the record from the first byte of extent 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ByteOffset(ulong bits) => ((bits & FrameMask) << Frame.Shift) + ((bits >> OffsetShift & OffsetMask) << 4);
}
