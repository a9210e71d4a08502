using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// Frame 2 of each extent: whose it is. That of extent 0 is written once, when the extent is made, since its metas tell the
/// rest; those of the others at each checkpoint too, so that a copy of an earlier time is known.
/// <code>
///  0        8         12     16          24        32      36   40           48        56     64
/// ┌────────┬─────────┬──────┬───────────┬─────────┬───────┬────┬────────────┬─────────┬──────┐
/// │ magic  │ version │crc32c│repository │timeline │extent │ 0  │ checkpoint │ created │alloc.│
/// │        │         │      │    id     │         │index  │    │ generation │  µs     │frames│
/// └────────┴─────────┴──────┴───────────┴─────────┴───────┴────┴────────────┴─────────┴──────┘
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct ExtentHeader
{
    /// <summary>Size of the header; the rest of the frame is zero.</summary>
    public const int SizeBytes = 64;

    /// <summary>"MAGLEVEX".</summary>
    public const ulong MagicValue = 0x5845_5645_4C47_414D;

    /// <summary>Where the checksum stands.</summary>
    public const int ChecksumOffset = 12;

    /// <summary><see cref="MagicValue"/>.</summary>
    [FieldOffset(0)] public ulong Magic;

    /// <summary>See <see cref="FormatVersion"/>.</summary>
    [FieldOffset(8)] public uint Version;

    /// <summary>CRC-32C of the 64 bytes with this field as zero.</summary>
    [FieldOffset(12)] public uint Checksum;

    /// <summary>The repository, a random number chosen at its creation.</summary>
    [FieldOffset(16)] public ulong RepositoryId;

    /// <summary>Counts restores from backup; two histories of one repository differ in it.</summary>
    [FieldOffset(24)] public ulong Timeline;

    /// <summary>Which extent of the repository this is, from 0.</summary>
    [FieldOffset(32)] public uint ExtentIndex;

    /// <summary>Always 0.</summary>
    [FieldOffset(36)] public uint Reserved;

    /// <summary>
    /// In extent 0 always 0; in others the last checkpoint whose pages are durable in this extent, which is the last one or
    /// the one that was being made.
    /// </summary>
    [FieldOffset(40)] public ulong CheckpointGeneration;

    /// <summary>Microseconds since 1970, UTC.</summary>
    [FieldOffset(48)] public long CreatedMicroseconds;

    /// <summary>Frames that are allocated on disk as of that checkpoint; the file may not be shorter. 0 in extent 0.</summary>
    [FieldOffset(56)] public ulong AllocatedFrames;
}
