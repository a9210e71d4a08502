using System.Runtime.CompilerServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// Stands for several leaves of the object table that hold few entries, one frame. Object ids are never used again, so an object
/// that outlives its neighbours would keep a leaf of its own for ever.
/// <code>
///  0              64                     2080                      4096
/// ┌──────────────┬──────┬──────┬────────┬───────┬───────┬─────────┐
/// │ page header  │ id 0 │ id 1 │  ...   │entry 0│entry 1│   ...   │
/// └──────────────┴──────┴──────┴────────┴───────┴───────┴─────────┘
/// </code>
/// The first <see cref="PageHeader.Count"/> of 252 ids, in ascending order, each with its <see cref="LeafEntry"/>. All are of leaves
/// under one node; what that node holds for each of these leaves is the same word: the bundle's frame with <see cref="Bit"/>. A leaf without
/// entries is no part of it. <see cref="PageHeader.FirstObjectId"/> is that of the first of its leaves.
/// </summary>
public static unsafe class TableBundle
{
    /// <summary>Entries that a bundle has room for.</summary>
    public const int Capacity = 252;

    /// <summary>Set in the word of a leaf that a bundle stands for.</summary>
    public const ulong Bit = 1UL << 63;

    private const int EntriesOffset = PageHeader.SizeBytes + (Capacity * sizeof(ulong));

    /// <summary>Whether a leaf's word in the node above is that of a bundle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ulong word) => (long)word < 0;

    /// <summary>The frame that a leaf's word names, be it a bundle's or a leaf's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FrameOf(ulong word) => word & ~Bit;

    /// <summary>The first object id of the leaf that has an object.</summary>
    public static ulong FirstOfLeaf(ulong objectId) => objectId - (objectId % TableNode.EntryCount);

    /// <summary>The ids of a bundle, those in use first.</summary>
    public static Span<ulong> Ids(byte* bundle) => new(bundle + PageHeader.SizeBytes, Capacity);

    /// <summary>The entries of a bundle, in the places of their ids.</summary>
    public static Span<ulong> Entries(byte* bundle) => new(bundle + EntriesOffset, Capacity);

    /// <summary>The place of the first id in use that is no less than this one; their number when there is none.</summary>
    public static int PlaceOf(byte* bundle, ulong objectId)
    {
        int place = Ids(bundle)[..Math.Min(Capacity, (int)((PageHeader*)bundle)->Count)].BinarySearch(objectId);
        return place < 0 ? ~place : place;
    }

    /// <summary>The bits of an object's entry, 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Find(byte* bundle, ulong objectId)
    {
        int place = PlaceOf(bundle, objectId);
        return place < ((PageHeader*)bundle)->Count && Ids(bundle)[place] == objectId ? Entries(bundle)[place] : 0;
    }

    /// <summary>The entries of one leaf, as the leaf would hold them.</summary>
    /// <param name="bundle">The bundle's page.</param>
    /// <param name="firstObjectId">The leaf's first object.</param>
    /// <param name="leaf">Gets them, <see cref="TableNode.EntryCount"/> words.</param>
    public static void CopyLeaf(byte* bundle, ulong firstObjectId, Span<ulong> leaf)
    {
        leaf.Clear();
        int count = (int)((PageHeader*)bundle)->Count;
        for (int place = PlaceOf(bundle, firstObjectId); place < count && Ids(bundle)[place] < firstObjectId + TableNode.EntryCount; place++)
        {
            leaf[(int)(Ids(bundle)[place] - firstObjectId)] = Entries(bundle)[place];
        }
    }
}
