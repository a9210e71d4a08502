using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// What is used of one region of 64 frames, in the run of frames that the meta names. Regions stand in ascending order; one
/// that is not there is free, and so is what an extent grew by since.
/// <code>
///  0        4      5     8                16                                48
/// ┌────────┬──────┬─────┬────────────────┬──────────────────────────────────┐
/// │ region │ kind │  0  │ used frames,   │ live records of 16 data pages,   │
/// │  u32   │  u8  │     │ a bit each u64 │ u16 each; 0 in other regions     │
/// └────────┴──────┴─────┴────────────────┴──────────────────────────────────┘
/// </code>
/// A region's number is that of its first frame divided by 64. Used is what the root, the outcomes and the map itself take
/// up under the meta; the frames of metas and headers are not counted.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct SpaceMapEntry
{
    /// <summary>Size of an entry.</summary>
    public const int SizeBytes = 48;

    /// <summary>Data pages of a region.</summary>
    public const int PagesPerRegion = 16;

    /// <summary>Which region.</summary>
    [FieldOffset(0)] public uint Region;

    /// <summary>What it is used for: 1 nodes, 2 data pages, 3 runs.</summary>
    [FieldOffset(4)] public byte Kind;

    /// <summary>Its used frames.</summary>
    [FieldOffset(8)] public ulong UsedFrames;

    /// <summary>How many records of each data page the object table reaches.</summary>
    [FieldOffset(16)] public PageCounts LiveRecords;

    /// <summary>A number for each data page of a region.</summary>
    [InlineArray(PagesPerRegion)]
    public struct PageCounts
    {
        private ushort _first;
    }
}
