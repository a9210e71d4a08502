using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// One conflict in a reply's arena: object id u64, other session i32, kind i32.
/// <code>
///  0           8               12     16
/// ┌───────────┬───────────────┬──────┐
/// │ object id │ other session │ kind │
/// └───────────┴───────────────┴──────┘
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct SlotConflict
{
    /// <summary>Size of the structure.</summary>
    public const int SizeBytes = 16;

    /// <summary>The object.</summary>
    [FieldOffset(0)] public ulong ObjectId;

    /// <summary>The session that committed it first, 0 when unknown.</summary>
    [FieldOffset(8)] public int OtherSession;

    /// <summary>A <see cref="SlotConflictKind"/>.</summary>
    [FieldOffset(12)] public int Kind;
}
