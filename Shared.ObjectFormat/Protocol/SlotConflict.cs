using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// One conflict in a reply's arena: object id u64, other session i32, kind i32, time i64.
/// <code>
///  0           8               12     16     24
/// ┌───────────┬───────────────┬──────┬──────┐
/// │ object id │ other session │ kind │ time │
/// └───────────┴───────────────┴──────┴──────┘
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct SlotConflict
{
    /// <summary>Size of the structure.</summary>
    public const int SizeBytes = 24;

    /// <summary>The object.</summary>
    [FieldOffset(0)] public ulong ObjectId;

    /// <summary>The session that committed it first or has it locked, 0 when unknown.</summary>
    [FieldOffset(8)] public int OtherSession;

    /// <summary>A <see cref="SlotConflictKind"/>.</summary>
    [FieldOffset(12)] public int Kind;

    /// <summary>When the other commit was made, microseconds since 1970, UTC; 0 when unknown.</summary>
    [FieldOffset(16)] public long TimeMicroseconds;
}
