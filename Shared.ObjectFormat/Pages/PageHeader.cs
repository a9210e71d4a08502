using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// The head of every page: node, data page or run of frames.
/// <code>
///  0      4       8         16        24    26     28      32     36      40         48        56     60     64
/// ┌──────┬───────┬─────────┬─────────┬─────┬──────┬───────┬──────┬───────┬──────────┬─────────┬──────┬──────┐
/// │magic │crc32c │  page   │  birth  │kind │flags │frames │ used │ count │repository│ first   │level │  0   │
/// │      │       │ number  │ commit  │     │      │       │bytes │       │   id     │object id│      │      │
/// └──────┴───────┴─────────┴─────────┴─────┴──────┴───────┴──────┴───────┴──────────┴─────────┴──────┴──────┘
/// </code>
/// The checksum covers all frames of the page with its own field as zero. The page number catches a write that went astray.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct PageHeader
{
    /// <summary>Size of the header.</summary>
    public const int SizeBytes = 64;

    /// <summary>"MPAG".</summary>
    public const uint MagicValue = 0x4741504D;

    /// <summary>Where the checksum stands.</summary>
    public const int ChecksumOffset = 4;

    /// <summary><see cref="MagicValue"/>.</summary>
    [FieldOffset(0)] public uint Magic;

    /// <summary>CRC-32C of the page; valid from the moment the page is sealed.</summary>
    [FieldOffset(4)] public uint Checksum;

    /// <summary>The number of the page's first frame.</summary>
    [FieldOffset(8)] public ulong PageNumber;

    /// <summary>The commit that allocated the page.</summary>
    [FieldOffset(16)] public ulong BirthCommit;

    /// <summary>What the page holds.</summary>
    [FieldOffset(24)] public PageKind Kind;

    /// <summary>Always 0.</summary>
    [FieldOffset(26)] public ushort Flags;

    /// <summary>Number of frames.</summary>
    [FieldOffset(28)] public uint Frames;

    /// <summary>Data page: bytes in use, this header included. 0 for others.</summary>
    [FieldOffset(32)] public uint UsedBytes;

    /// <summary>Number of records, of entries in use, of outcomes, or of regions in a map of space.</summary>
    [FieldOffset(36)] public uint Count;

    /// <summary>The repository the page belongs to.</summary>
    [FieldOffset(40)] public ulong RepositoryId;

    /// <summary>Table node: the lowest object id it covers. 0 for others.</summary>
    [FieldOffset(48)] public ulong FirstObjectId;

    /// <summary>Table node: 0 for a leaf, then counted towards the root. 0 for others.</summary>
    [FieldOffset(56)] public uint Level;

    /// <summary>Always 0.</summary>
    [FieldOffset(60)] public uint Reserved;
}
