namespace Stone.Server.Sessions;

/// <summary>What the request loop counted since the stone started. Written by the loop; readers may see slightly old values.</summary>
public sealed class RequestCounters
{
    /// <summary>Commits that succeeded.</summary>
    public long Commits { get; set; }

    /// <summary>Commits that met conflicts or were refused.</summary>
    public long FailedCommits { get; set; }

    /// <summary>Views moved without a commit.</summary>
    public long Aborts { get; set; }

    /// <summary>Batches of commits.</summary>
    public long Batches { get; set; }

    /// <summary>Commits in the largest batch.</summary>
    public int LargestBatch { get; set; }

    /// <summary>Requests of all kinds.</summary>
    public long Requests { get; set; }

    /// <summary>Times the loop went to sleep.</summary>
    public long Sleeps { get; set; }

    /// <summary>Sessions that ended without a logout of their own: their process died.</summary>
    public long DeadSessions { get; set; }

    /// <summary>Views taken from idle sessions.</summary>
    public long ViewsReleased { get; set; }

    /// <summary>Sessions ended because they held an old view.</summary>
    public long SessionsKilled { get; set; }
}
