using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// A session's lock on an object, or its wait for one, in a reply's arena.
/// <code>
///  0           8         12     14      16
/// ┌───────────┬─────────┬──────┬───────┐
/// │ object id │ session │ kind │ waits │
/// └───────────┴─────────┴──────┴───────┘
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct SlotLock
{
    /// <summary>Size of the structure.</summary>
    public const int SizeBytes = 16;

    /// <summary>The object.</summary>
    [FieldOffset(0)] public ulong ObjectId;

    /// <summary>The session.</summary>
    [FieldOffset(8)] public int SessionId;

    /// <summary>A <see cref="LockKind"/>.</summary>
    [FieldOffset(12)] public short Kind;

    /// <summary>1 when the session waits for it, 0 when it has it.</summary>
    [FieldOffset(14)] public short Waits;
}
