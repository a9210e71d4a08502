namespace Stone.Server.Commit;

/// <summary>
/// One session's commit. The images are the stone's own copy: whoever hands them over does not let a gem write to them any more.
/// </summary>
public sealed record CommitRequest
{
    /// <summary>The session; its leases say which new ids it may use.</summary>
    public required ulong SessionId { get; init; }

    /// <summary>The view the session worked in, from the engine's own registration.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The gem's id for this request, by which it can ask for the outcome; empty for none. One that was committed is not committed again.</summary>
    public Guid RequestId { get; init; }

    /// <summary>The pieces that went before, null when there are none.</summary>
    public CommitStream? Stream { get; init; }

    /// <summary>The object records, one behind the other, each a multiple of 16 bytes.</summary>
    public required ReadOnlyMemory<byte> Images { get; init; }

    /// <summary>Objects that were only read, but for which the session asked that a change by others be a conflict.</summary>
    public ReadOnlyMemory<ulong> GuardedReads { get; init; }

    /// <summary>Objects from which something was derived that the commit writes: guarded, and guarded against older views afterwards.</summary>
    public ReadOnlyMemory<ulong> Dependencies { get; init; }
}
