namespace Shared.ObjectFormat.Pages;

/// <summary>
/// The unit of space in an extent, and how frames are numbered.
/// <code>
///  39            32 31                                    0
/// ┌────────────────┬───────────────────────────────────────┐
/// │ extent index   │ frame within the extent               │
/// └────────────────┴───────────────────────────────────────┘
/// </code>
/// Frames 0 and 1 of extent 0 are the two metas, frame 2 of each extent is its header, frame 3 is left free.
/// So no node and no page ever has number 0, and an entry of 0 means "nothing there".
/// </summary>
public static class Frame
{
    /// <summary>Size of a frame and of a table node.</summary>
    public const int SizeBytes = 4096;

    /// <summary>Shift from a frame number within an extent to its byte offset.</summary>
    public const int Shift = 12;

    /// <summary>Frames of a data page.</summary>
    public const int PerDataPage = 4;

    /// <summary>Size of a data page.</summary>
    public const int DataPageBytes = PerDataPage * SizeBytes;

    /// <summary>Number of bits of a frame number.</summary>
    public const int NumberBits = 40;

    /// <summary>Bits of a frame number that count within the extent.</summary>
    public const int WithinExtentBits = 32;

    /// <summary>The frame of an extent's header.</summary>
    public const ulong ExtentHeaderFrame = 2;

    /// <summary>The first frame that holds a node or a page.</summary>
    public const ulong FirstUsable = 4;

    /// <summary>The number of a frame of an extent.</summary>
    public static ulong Number(int extentIndex, uint frameInExtent) => ((ulong)extentIndex << WithinExtentBits) | frameInExtent;

    /// <summary>The extent of a frame number.</summary>
    public static int ExtentIndex(ulong frame) => (int)(frame >> WithinExtentBits);
}
