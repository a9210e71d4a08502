namespace Shared.ObjectFormat.Pages;

/// <summary>
/// The unit of space in an extent, and how frames are numbered.
/// <code>
///  39           28 27                                       0
/// ┌───────────────┬──────────────────────────────────────────┐
/// │ extent index  │ frame within the extent                  │
/// └───────────────┴──────────────────────────────────────────┘
/// </code>
/// Extents are mapped at <see cref="ExtentSpanBytes"/> from each other, so the distance of a frame from the first byte of
/// extent 0 is its number times its size, whatever extent it is in: readers know nothing of extents.
/// Frames 0 and 1 of extent 0 are the two metas, frame 2 of each extent is its header, frame 3 is left free.
/// So no node and no page ever has number 0, and an entry of 0 means "nothing there".
/// </summary>
public static class Frame
{
    /// <summary>Size of a frame and of a table node.</summary>
    public const int SizeBytes = 4096;

    /// <summary>Shift from a frame number to its distance from the first byte of extent 0.</summary>
    public const int Shift = 12;

    /// <summary>Frames of a data page.</summary>
    public const int PerDataPage = 4;

    /// <summary>Size of a data page.</summary>
    public const int DataPageBytes = PerDataPage * SizeBytes;

    /// <summary>Number of bits of a frame number.</summary>
    public const int NumberBits = 40;

    /// <summary>Bits of a frame number that count within the extent.</summary>
    public const int WithinExtentBits = 28;

    /// <summary>Address space of an extent, 1 TB, and so its largest size.</summary>
    public const long ExtentSpanBytes = 1L << (WithinExtentBits + Shift);

    /// <summary>Extents of a repository at most: processes have 128 TB of addresses, not all of them in one piece.</summary>
    public const int ExtentLimit = 32;

    /// <summary>The frame of an extent's header.</summary>
    public const ulong ExtentHeaderFrame = 2;

    /// <summary>The first frame of an extent that holds a node or a page.</summary>
    public const ulong FirstUsable = 4;

    /// <summary>The number of a frame of an extent.</summary>
    public static ulong Number(int extentIndex, ulong frameInExtent) => ((ulong)extentIndex << WithinExtentBits) | frameInExtent;

    /// <summary>The extent of a frame number; <see cref="int.MaxValue"/> for what is no frame number.</summary>
    public static int ExtentIndex(ulong frame) => frame >> NumberBits == 0 ? (int)(frame >> WithinExtentBits) : int.MaxValue;

    /// <summary>The frame within its extent.</summary>
    public static ulong WithinExtent(ulong frame) => frame & ((1UL << WithinExtentBits) - 1);
}
