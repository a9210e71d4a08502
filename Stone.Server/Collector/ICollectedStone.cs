using Stone.Server.Collection;

namespace Stone.Server.Collector;

/// <summary>
/// The stone as its collector sees it. Calls come from one thread, but those of <see cref="MovePages"/> and <see cref="Checkpoint"/>. A call that
/// finds no room throws <see cref="Storage.RepositoryFullException"/>; what it did before that is whole and stays.
/// </summary>
internal interface ICollectedStone
{
    /// <summary>Extents of the repository.</summary>
    int ExtentCount { get; }

    /// <summary>Begins a run; the view to mark, which stays until <see cref="TryCondemn"/> succeeds or the run ends.</summary>
    MarkedView Begin(CollectionKind kind);

    /// <summary>Of a run over an epoch: adds what the epoch created, and what it wrote of older objects.</summary>
    void CopyEpoch(ObjectIdBitmap created, ObjectIdBitmap changed);

    /// <summary>Asks the sessions to vote.</summary>
    void OpenBallot();

    /// <summary>Whether the ballot is over: all have voted, or their time has passed.</summary>
    bool IsBallotOver();

    /// <summary>Adds what commits have touched since the run began, and what sessions named.</summary>
    void CopyTouched(ObjectIdBitmap set);

    /// <summary>Condemns objects, unless some were touched: then those are added to <paramref name="touched"/>. Ephemerons lose keys that go.</summary>
    bool TryCondemn(ObjectIdBitmap members, IReadOnlyList<ulong> ephemerons, List<ulong> touched);

    /// <summary>Removes about so many condemned objects, none with 0; how many are left.</summary>
    long RemoveDead(int most);

    /// <summary>
    /// How many records live in each data page of an extent; with <paramref name="onlyFallen"/> 0 for those of which none has gone since they were asked
    /// for before.
    /// </summary>
    ushort[] LiveRecords(int extent, bool onlyFallen);

    /// <summary>How many records there are in a data page, the dead ones included; 0 for what seems to be none.</summary>
    int RecordsOf(ulong frame);

    /// <summary>Moves what lives in data pages; how many records. By any thread.</summary>
    int MovePages(ulong[] frames);

    /// <summary>Looks for leaves of the object table with few entries and puts them together, a little; false when there is nothing left to look at.</summary>
    bool BundleLeaves(bool onlyFallen);

    /// <summary>Has a checkpoint made, and waits for it: what was given up becomes free.</summary>
    void Checkpoint();

    /// <summary>Tells how far it is. False when the run should end early.</summary>
    bool Report(CollectionProgress progress);

    /// <summary>Ends the run.</summary>
    /// <param name="isWhole">Whether it did all it was to do.</param>
    void End(bool isWhole);
}
