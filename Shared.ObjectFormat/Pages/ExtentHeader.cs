using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// Frame 2 of each extent: whose it is. Written once, when the extent is made.
/// <code>
///  0        8         12     16          24        32      36   40           48        56     64
/// ┌────────┬─────────┬──────┬───────────┬─────────┬───────┬────┬────────────┬─────────┬──────┐
/// │ magic  │ version │crc32c│repository │timeline │extent │ 0  │ checkpoint │ created │  0   │
/// │        │         │      │    id     │         │index  │    │ generation │  µs     │      │
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

    /// <summary>The checkpoint at which the extent was added.</summary>
    [FieldOffset(40)] public ulong CheckpointGeneration;

    /// <summary>Microseconds since 1970, UTC.</summary>
    [FieldOffset(48)] public long CreatedMicroseconds;

    /// <summary>Always 0.</summary>
    [FieldOffset(56)] public ulong Reserved2;
}
