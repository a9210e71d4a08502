namespace CollectionModel;

/// <summary>The rules of the collection protocol; a mutant is all of them but one.</summary>
public sealed record ProtocolRules
{
    /// <summary>What is written is recorded before the collector's view is chosen, not after.</summary>
    public bool RecordsBeforeMark { get; init; } = true;

    /// <summary>Only what is in the collector's view is a candidate.</summary>
    public bool CandidatesAreInMark { get; init; } = true;

    /// <summary>Epochs: only what was committed up to the collector's view is a candidate.</summary>
    public bool EpochCandidatesAreInMark { get; init; } = true;

    /// <summary>Epochs: older objects that were written are where marking begins.</summary>
    public bool EpochMarksFromWritten { get; init; } = true;

    /// <summary>Epochs: one begins anew after a crash, since its record of writes is lost.</summary>
    public bool EpochEndsAtCrash { get; init; } = true;

    /// <summary>The value of an ephemeron is marked only when its key is.</summary>
    public bool MarksValuesByKeys { get; init; } = true;

    /// <summary>A key that a sweep revives brings the values of ephemerons.</summary>
    public bool SweepFollowsKeys { get; init; } = true;

    /// <summary>Commits after the collector's view are swept.</summary>
    public bool SweepsCommits { get; init; } = true;

    /// <summary>Each version that they wrote is swept, not only the last of each object.</summary>
    public bool SweepsEachVersion { get; init; } = true;

    /// <summary>What is revived brings what it refers to.</summary>
    public bool SweepsClosure { get; init; } = true;

    /// <summary>Sessions name what they hold.</summary>
    public bool Votes { get; init; } = true;

    /// <summary>A vote counts only in a view that is as new as the collector's.</summary>
    public bool VotesInNewView { get; init; } = true;

    /// <summary>What a session names in an older view is kept all the same.</summary>
    public bool KeepsWhatOldViewsName { get; init; } = true;

    /// <summary>A session whose view was taken names what it holds, too.</summary>
    public bool VotesWithoutView { get; init; } = true;

    /// <summary>A vote names what written objects refer to, though it is not loaded.</summary>
    public bool VotesUnloadedReferences { get; init; } = true;

    /// <summary>A vote names what staged records refer to.</summary>
    public bool VotesStaged { get; init; } = true;

    /// <summary>No code of a session runs while its vote is on its way.</summary>
    public bool VotesAtOnce { get; init; } = true;

    /// <summary>What a session named in an earlier ballot does not count in a later one.</summary>
    public bool VotesInOneBallot { get; init; } = true;

    /// <summary>What a session watches or locks is held.</summary>
    public bool HoldsWatched { get; init; } = true;

    /// <summary>What the stone hands out of that is found by its id.</summary>
    public bool WatchedIsAskedFor { get; init; } = true;

    /// <summary>Condemning looks at what was touched until now.</summary>
    public bool ChecksWhenCondemning { get; init; } = true;

    /// <summary>What a collector that was given up condemns, after another one has begun, is not condemned.</summary>
    public bool CondemnsOfOwnRun { get; init; } = true;

    /// <summary>All is condemned at once, not slice by slice.</summary>
    public bool CondemnsAtOnce { get; init; } = true;

    /// <summary>A commit may not refer to what was condemned or removed.</summary>
    public bool CommitsCheckReferences { get; init; } = true;

    /// <summary>A commit may not refer to what is condemned, though it is still in the table.</summary>
    public bool CommitsCheckCondemned { get; init; } = true;

    /// <summary>An id that was removed is no new one for the session to which it was leased.</summary>
    public bool RemovedIsNeverNew { get; init; } = true;

    /// <summary>Whoever finds an object by its id asks for it.</summary>
    public bool LookupsAsk { get; init; } = true;

    /// <summary>So does a session with a view older than the last removal, when no collection runs.</summary>
    public bool LookupsInOldViewsAsk { get; init; } = true;

    /// <summary>What is condemned is gone for lookups.</summary>
    public bool CondemnedIsGone { get; init; } = true;

    /// <summary>What an earlier collection removed is gone for lookups, too, whatever their view has.</summary>
    public bool RemovedIsGone { get; init; } = true;

    /// <summary>Who writes an ephemeron looks whether its key is there.</summary>
    public bool WritersAskForKeys { get; init; } = true;

    /// <summary>A crash does not forget what was condemned.</summary>
    public bool KeepsDeadSet { get; init; } = true;

    /// <summary>No id is given twice.</summary>
    public bool IdsAreUsedOnce { get; init; } = true;

    /// <summary>What reclaim moves keeps the commit that wrote it.</summary>
    public bool KeepsCommitOfMoved { get; init; } = true;

    /// <summary>A place is used again when no view needs it.</summary>
    public bool PlacesWaitForViews { get; init; } = true;

    /// <summary>Places of removed objects wait for views, too.</summary>
    public bool RemovedPlacesWait { get; init; } = true;
}
