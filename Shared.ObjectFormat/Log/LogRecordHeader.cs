using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Log;

/// <summary>
/// One commit in a log batch, or a piece of a large one.
/// <code>
///  0     2     4        8       16          24           40        48      56         64
/// ┌─────┬─────┬────────┬───────┬───────────┬────────────┬─────────┬───────┬──────────┐
/// │kind │  0  │ object │ bytes │ commit id │ request id │ session │ time  │ snapshot │ object records …
/// │     │     │ count  │       │           │            │   id    │  µs   │ commit   │
/// └─────┴─────┴────────┴───────┴───────────┴────────────┴─────────┴───────┴──────────┘
/// </code>
/// A piece of a stream has the commit id 0 and its own number in place of the request id; a piece and its commit have the
/// number of the stream in place of the snapshot. Streams are numbered anew each time the stone starts.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct LogRecordHeader
{
    /// <summary>Size of the header.</summary>
    public const int SizeBytes = 64;

    /// <summary>What the record says.</summary>
    [FieldOffset(0)] public LogRecordKind Kind;

    /// <summary>Always 0.</summary>
    [FieldOffset(2)] public ushort Reserved;

    /// <summary>Number of object records that follow, or of the ids of a removal.</summary>
    [FieldOffset(4)] public uint ObjectCount;

    /// <summary>Bytes that follow, a multiple of 16: object records, or for a removal an <see cref="Objects.ObjectIdRuns"/>.</summary>
    [FieldOffset(8)] public ulong ImageBytes;

    /// <summary>The commit.</summary>
    [FieldOffset(16)] public ulong CommitId;

    /// <summary>The id the gem chose for its request, by which it can ask for the outcome; empty for none.</summary>
    [FieldOffset(24)] public Guid RequestId;

    /// <summary>The number of a stream's piece, from 1.</summary>
    [FieldOffset(24)] public ulong PieceNumber;

    /// <summary>The session that committed, 0 for the stone.</summary>
    [FieldOffset(40)] public ulong SessionId;

    /// <summary>When, in microseconds since 1970, UTC.</summary>
    [FieldOffset(48)] public long TimeMicroseconds;

    /// <summary>The commit the session saw when it began.</summary>
    [FieldOffset(56)] public ulong SnapshotCommitId;

    /// <summary>The stream of a piece, or of a stream's commit.</summary>
    [FieldOffset(56)] public ulong StreamNumber;
}
