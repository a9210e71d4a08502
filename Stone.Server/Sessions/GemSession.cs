using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Commit;
using Stone.Server.Signals;

namespace Stone.Server.Sessions;

/// <summary>
/// The stone's side of one session. The request loop alone changes it once it is attached; the stone never takes its view or
/// anything else it relies on from the slot, which the gem can write.
/// </summary>
public sealed unsafe class GemSession
{
    /// <summary>A session; <paramref name="slot"/> and the rest are null for one without shared memory.</summary>
    public GemSession(int id, ulong generation, SessionPeer peer, SharedMemory? slot)
    {
        Id = id;
        Generation = generation;
        Peer = peer;
        Slot = slot;
        Header = slot is null ? null : (SlotHeader*)slot.Pointer;
        Started = DateTime.UtcNow;
        if (slot is null)
            return;
        *Header = new SlotHeader
        {
            Magic = SlotHeader.MagicValue,
            Version = SlotHeader.VersionValue,
            SessionId = id,
            ArenaLengthBytes = SlotHeader.ArenaBytes,
            Generation = generation,
        };
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>Tells it from an earlier session of the same number.</summary>
    public ulong Generation { get; }

    /// <summary>Who is at the other end.</summary>
    public SessionPeer Peer { get; }

    /// <summary>When it logged in, UTC.</summary>
    public DateTime Started { get; }

    /// <summary>The shared memory, null for a session by gRPC.</summary>
    public SharedMemory? Slot { get; }

    /// <summary>The slot's head. Only with a slot.</summary>
    public SlotHeader* Header { get; }

    /// <summary>The slot's arena. Only with a slot.</summary>
    public byte* Arena => (byte*)Header + SlotHeader.ArenaOffset;

    /// <summary>The view that it reads; null when it was taken.</summary>
    public Snapshot? View { get; set; }

    /// <summary>The sequence of the last request that was taken.</summary>
    public int LastSequence { get; set; }

    /// <summary>What it staged.</summary>
    public StagedRecords Staged { get; } = new();

    /// <summary>Objects that it asked to guard for its pending commit.</summary>
    public List<ulong> GuardedReads { get; } = [];

    /// <summary>Objects on which its pending commit depends.</summary>
    public List<ulong> Dependencies { get; } = [];

    /// <summary>The pieces of a large commit that went on; null when there are none.</summary>
    public CommitStream? Stream { get; set; }

    /// <summary>Why the pending commit cannot be committed any more; empty when it can.</summary>
    public string StagedRefusal { get; set; } = "";

    /// <summary>Whether its commit waits for the batch; its view and staged data must stay.</summary>
    public bool IsCommitting { get; set; }

    /// <summary>The last batch of commits that it took part in.</summary>
    public long LastBatch { get; set; }

    /// <summary>What it is to be told.</summary>
    public SignalQueue Signals { get; } = new();

    /// <summary>The locks that it asked for last, so that a wait can be answered.</summary>
    public ulong[] WantedLocks { get; set; } = [];

    /// <summary>The shared counter that it changed, and what that has become, while it waits for the batch; null when it did not.</summary>
    public (int Index, long Value)? ChangedCounter { get; set; }

    /// <summary>The view for which it was asked to abort, 0 for none.</summary>
    public ulong AskedToLeave { get; set; }

    /// <summary>When its view was found too old, UTC; null when it is not.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>Whether it ended; its slot must not be touched any more.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Commits that succeeded.</summary>
    public long Commits { get; set; }

    /// <summary>Gives back what it holds outside the heap. The request loop does it last.</summary>
    public void Release()
    {
        HasEnded = true;
        Staged.Free();
        Slot?.Dispose();
    }
}
