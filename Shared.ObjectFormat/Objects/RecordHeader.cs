using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Objects;

/// <summary>
/// The head of an object record, in a data page, in a commit request and in the log alike.
/// <code>
///  0        8         16       24        32        36  37  38   40        44        48
/// ┌────────┬─────────┬────────┬─────────┬─────────┬───┬───┬────┬─────────┬─────────┬────────────┬───────┬─────┐
/// │ object │ commit  │ class  │ layout  │ security│for│fla│ 0  │reference│  byte   │ references │ bytes │ pad │
/// │   id   │   id    │  id    │   id    │ policy  │mat│gs │    │  count  │  count  │ 8 bytes ea.│       │to 16│
/// └────────┴─────────┴────────┴─────────┴─────────┴───┴───┴────┴─────────┴─────────┴────────────┴───────┴─────┘
/// </code>
/// Little-endian. References come first, then bytes, so that a collector needs no class to find them.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct RecordHeader
{
    /// <summary>Size of the header.</summary>
    public const int SizeBytes = 48;

    /// <summary>Records begin and end at multiples of this.</summary>
    public const int AlignmentBytes = 16;

    /// <summary>The object's id, never 0.</summary>
    [FieldOffset(0)] public ulong ObjectId;

    /// <summary>The commit that wrote this version. Set by the stone; kept when reclaim moves the record.</summary>
    [FieldOffset(8)] public ulong CommitId;

    /// <summary>The id of the object's class.</summary>
    [FieldOffset(16)] public ulong ClassId;

    /// <summary>The id of the list of its instance variables, 0 when it has none.</summary>
    [FieldOffset(24)] public ulong LayoutId;

    /// <summary>The object's security policy, 0 for none.</summary>
    [FieldOffset(32)] public uint SecurityPolicyId;

    /// <summary>How the body is to be read: see <see cref="RecordFormat"/>.</summary>
    [FieldOffset(36)] public byte Format;

    /// <summary>See <see cref="RecordFlags"/>.</summary>
    [FieldOffset(37)] public RecordFlags Flags;

    /// <summary>Always 0.</summary>
    [FieldOffset(38)] public ushort Reserved;

    /// <summary>Number of references behind the header, 8 bytes each.</summary>
    [FieldOffset(40)] public uint ReferenceCount;

    /// <summary>Number of bytes behind the references.</summary>
    [FieldOffset(44)] public uint ByteCount;

    /// <summary>Size of the record: header, references, bytes, padding.</summary>
    public readonly long RecordBytes => ObjectRecord.SizeBytes(ReferenceCount, ByteCount);
}
