using Serilog;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Collection;
using Stone.Server.Commit;
using Stone.Server.Extents;
using Stone.Server.Locks;
using Stone.Server.ObjectTable;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>
/// The parts of one open repository. Whoever uses a part that is not
/// thread-safe holds <see cref="Gate"/>.
/// </summary>
internal sealed unsafe class RepositoryCore : IDisposable
{
    /// <summary>A checkpoint is worth its writes when such a part of the extents waits for it, and such a part of a step by which they grow.</summary>
    private const int PartThatMayWait = 8;

    private const int PartOfStep = 4;

    private StorageFailedException? _failure;
    private volatile string _shortage = "";

    public RepositoryCore(IRepositoryFiles files, ExtentSet extents, StorageSettings settings, ILogger logger, in Meta meta)
    {
        Settings = settings;
        Files = files;
        Extents = extents;
        Logger = logger;
        Identity = new LogIdentity(meta.RepositoryId, meta.Timeline, meta.LeaderEpoch);
        HashSeed = meta.HashSeed;
        Space = new ExtentSpace(extents, meta.RepositoryId, settings)
        {
            ExtentIsFull = reason => logger.Warning("An extent is full, the others go on: {Message}", reason),
            HasGrown = NoteGrowth,
        };
        Snapshots = new SnapshotTable();
        Retirement = new RetirementList(Space.Allocator, Snapshots, settings.Rules);
        Table = new ObjectTableWriter(Space, Retirement);
        Bundling = new LeafBundling(this);
        Table.LeafHasFallen = Bundling.NoteFallen;
        Usage = new PageUsage();
        Placement = new ObjectPlacement(Space, Table, Retirement, Usage);
        Log = new LogWriter(files.Log, Identity, settings.LogSegmentBytes);
        Ids = new ObjectIdSupply(settings.ReservationIds);
        Outcomes = new OutcomeTable(settings.OutcomeLimit, settings.OutcomeLifetime);
        WriteSets = new WriteSetHistory(settings.WriteSetIds);
        Dependencies = new DependencyHistory(settings.DependencyLimit);
        Pipeline = new CommitPipeline(this);
        Streams = new CommitStreams(this);
        Collection = new CollectionState(this);
    }

    public StorageSettings Settings { get; }

    public IRepositoryFiles Files { get; }

    public ExtentSet Extents { get; }

    public ILogger Logger { get; }

    public LogIdentity Identity { get; }

    public ulong HashSeed { get; }

    public ExtentSpace Space { get; }

    public SnapshotTable Snapshots { get; }

    public RetirementList Retirement { get; }

    public ObjectTableWriter Table { get; }

    public LeafBundling Bundling { get; }

    public PageUsage Usage { get; }

    public ObjectPlacement Placement { get; }

    public LogWriter Log { get; }

    public CommitPipeline Pipeline { get; }

    public CommitStreams Streams { get; }

    public ObjectIdSupply Ids { get; }

    public LeaseTable Leases { get; } = new();

    public OutcomeTable Outcomes { get; }

    public WriteSetHistory WriteSets { get; }

    public DependencyHistory Dependencies { get; }

    public LockTable Locks { get; } = new();

    public CollectionState Collection { get; }

    public Lock Gate { get; } = new();

    public IRootPublisher? Publisher { get; set; }

    /// <summary>The last commit in the table in the making; the published one when no batch is on its way.</summary>
    public ulong LastCommit { get; set; }

    /// <summary>The run with the outcomes that the last started checkpoint wrote.</summary>
    public ulong OutcomesFrame { get; set; }

    /// <summary>Whether recovery is over, so that what is found damaged stops the engine instead of being refused.</summary>
    public bool IsServing { get; set; }

    /// <summary>The run with the map of space that the last started checkpoint wrote; 0 for none.</summary>
    public ulong SpaceMapFrame { get; set; }

    /// <summary>
    /// Whether more only waits for a checkpoint than commits can take, and it is no small part of the extents: without one they will soon
    /// grow. Of one moment, also without the gate.
    /// </summary>
    public bool RoomWaitsForCheckpoint
    {
        get
        {
            long waiting = Retirement.FramesForCheckpoints;
            long least = Math.Max(Settings.GrowthBytes / Frame.SizeBytes / PartOfStep, Space.Allocator.AllocatedFrames / PartThatMayWait);
            return waiting >= least && waiting >= Space.FramesBeforeGrowth;
        }
    }

    /// <summary>Called when a request was refused for want of room: a checkpoint may give some back.</summary>
    public Action? RoomIsShort { get; set; }

    /// <summary>Called once, when the engine stops because of a failed write or sync.</summary>
    public Action<StorageFailedException>? Failed { get; set; }

    /// <summary>Why there was no room for the last request that needed some; empty when there was.</summary>
    public string Shortage => _shortage;

    /// <summary>Throws when a write or a sync has failed before.</summary>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new StorageFailedException(failure.Message, failure);
        }
    }

    /// <summary>Stops the engine: what is on disk is unknown until a recovery looks.</summary>
    public StorageFailedException Fail(Exception cause)
    {
        // A failing disk is told in one line; what should never happen is told with where it did.
        bool isOfDisk = cause is StorageException or IOException;
        StorageFailedException failure = cause as StorageFailedException
            ?? new StorageFailedException(isOfDisk ? cause.Message : $"{cause.GetType().Name}: {cause.Message}", cause);
        if (Interlocked.CompareExchange(ref _failure, failure, null) == null)
        {
            Logger.Fatal(isOfDisk ? null : cause, "The stone stops at once: {Message}", failure.Message);
            Failed?.Invoke(failure);
        }
        return failure;
    }

    /// <summary>The record of an entry of the table in the making, of which nothing but the header is looked at. Under the gate.</summary>
    public RecordHeader* HeaderOf(LeafEntry entry)
    {
        Table.Unverified?.TouchHeader(entry);
        return ObjectTableReader.Record(Space.Base, entry);
    }

    /// <summary>The record of an object in the table in the making; null when it does not exist. Under the gate.</summary>
    public RecordHeader* RecordOf(ulong objectId)
    {
        LeafEntry entry = Table.Find(objectId);
        if (!entry.IsPresent)
        {
            return null;
        }
        Table.Unverified?.TouchRecord(entry);
        return ObjectTableReader.Record(Space.Base, entry);
    }

    /// <summary>
    /// Whether an object is another one than in a view: its entry, <paramref name="now"/>, differs from the view's, and it is
    /// removed or its record is newer than the view; so one that reclaim moved, keeping its commit id, is not. Under the gate.
    /// </summary>
    public bool HasChangedSince(Snapshot view, ulong objectId, LeafEntry now)
    {
        if (now.Bits == 0 || (now.IsPresent && HeaderOf(now)->CommitId <= view.CommitId))
        {
            return false;
        }
        ulong before = ObjectTableReader.FindEntry(Space.Base, view.State.RootFrame, view.State.Depth, objectId);
        return before != now.Bits || now.IsTombstone;
    }

    /// <summary>Makes room in the log for more of the batch in the making. Throws <see cref="RepositoryFullException"/>, and then nothing has changed.</summary>
    public void EnsureLogRoom(long moreBytes)
    {
        try
        {
            Log.EnsureRoom(Pipeline.Batch.LengthBytes + moreBytes);
        }
        catch (RepositoryFullException full)
        {
            NoteShortage(full);
            throw;
        }
        catch (Exception exception)
        {
            throw Fail(exception);
        }
    }

    /// <summary>
    /// Begins a commit of the stone's own; its id. It need not be durable before what comes after it, whose sync covers it. Under the gate.
    /// </summary>
    public ulong BeginSystemCommit(LogRecordKind kind) =>
        Pipeline.BeginCommit(new LogRecordHeader { Kind = kind, TimeMicroseconds = Settings.NowMicroseconds }, mustSync: false);

    /// <summary>A request was refused for want of room. The operator is told at the first.</summary>
    public void NoteShortage(RepositoryFullException full)
    {
        if (_shortage.Length == 0)
        {
            Logger.Warning("Commits are refused until there is room: {Message}", full.Message);
        }
        _shortage = full.Message;
        RoomIsShort?.Invoke();
    }

    /// <summary>An extent has grown. The operator is told what of it is in use only because something is waited for.</summary>
    public void NoteGrowth(int extent)
    {
        Logger.Information(
            "{Extent} has grown to {ExtentBytes} bytes, of which {CheckpointBytes} wait for a checkpoint and {ViewBytes} for older views; {Dead} dead objects wait for their removal",
            Extents[extent].Name,
            Extents[extent].LengthBytes,
            Retirement.FramesForCheckpoints * Frame.SizeBytes,
            Retirement.FramesForViews * Frame.SizeBytes,
            Collection.Dead.Count);
    }

    /// <summary>A batch found room again. The operator is told.</summary>
    public void EndShortage()
    {
        if (_shortage.Length > 0)
        {
            _shortage = "";
            Logger.Information("There is room again, commits are taken");
        }
    }

    /// <summary>Publishes a state that may be seen, then frees the frames that nobody needs any more. Under the gate.</summary>
    public void Publish(PublishedState state)
    {
        PublishedState published = Snapshots.Publish(state.CommitId, state.RootFrame, state.Depth);
        Publisher?.Publish(published);
        Retirement.Collect(state.CommitId);
    }

    /// <summary>Publishes the table in the making, while a repository is opened.</summary>
    public void PublishLatest() => Publish(new PublishedState(LastCommit, Table.RootFrame, Table.Depth, 0));

    public void Dispose()
    {
        Pipeline.Dispose();
        Log.Dispose();
        Extents.Dispose();
        Files.Dispose();
    }
}
