using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Sessions;

/// <summary>
/// What sessions need of the repository. The request loop alone calls it, except <see cref="TakeView"/>'s results, which are
/// values. <see cref="Storage.StorageFailedException"/> from any call means that the stone must end at once.
/// </summary>
public interface IRepository
{
    /// <summary>The repository's id.</summary>
    ulong RepositoryId { get; }

    /// <summary>The repository's seed for hash values.</summary>
    ulong HashSeed { get; }

    /// <summary>Full paths of its extents.</summary>
    IReadOnlyList<string> ExtentPaths { get; }

    /// <summary>Address space for each extent.</summary>
    long ExtentLimitBytes { get; }

    /// <summary>The last commit.</summary>
    ulong CommitId { get; }

    /// <summary>Registers the newest state for a reader; its frames stay until <see cref="ReleaseView"/>.</summary>
    RepositoryView TakeView();

    /// <summary>Gives a view back.</summary>
    void ReleaseView(RepositoryView view);

    /// <summary>
    /// Writes the ids of objects that commits after <paramref name="from"/>'s up to <paramref name="to"/>'s wrote, except
    /// <paramref name="own"/>'s (0: none); how many, or -1 when they do not fit or are not known any more.
    /// </summary>
    int ChangesBetween(RepositoryView from, RepositoryView to, ulong own, Span<ulong> ids);

    /// <summary>Reserves ids for a session, which alone may make objects of them; the first.</summary>
    ulong LeaseObjectIds(int sessionId, int count);

    /// <summary>A session ended: its leases too.</summary>
    void EndSession(int sessionId);

    /// <summary>Finds or makes symbols.</summary>
    void InternSymbols(IReadOnlyList<SymbolName> names, Span<ulong> ids);

    /// <summary>Finds or makes a layout.</summary>
    ulong InternLayout(ReadOnlySpan<ulong> symbolIds);

    /// <summary>Commits a batch: fills each one's <see cref="PendingCommit.Outcome"/>, after all of it is durable.</summary>
    void CommitBatch(IReadOnlyList<PendingCommit> batch);

    /// <summary>The commit that a request id led to, 0 when none is known.</summary>
    ulong CommitOf(CommitRequestId requestId);
}
