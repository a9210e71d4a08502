using Serilog;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Checkpoint;
using Stone.Server.Collection;
using Stone.Server.Commit;
using Stone.Server.Recovery;
using Stone.Server.Symbols;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>
/// One open repository: commits, views, object ids, symbols and layouts, checkpoints. All members may be called from any
/// thread. When a write or a sync fails the engine stops: every call then throws <see cref="StorageFailedException"/>.
/// </summary>
public sealed unsafe partial class StorageEngine : IDisposable
{
    private readonly RepositoryCore _core;
    private readonly BatchCommitter _committer;
    private readonly InternedContent _symbols;
    private readonly InternedContent _layouts;
    private readonly SharedCounters _counters;
    private readonly Lock _checkpointRunning = new();
    private readonly CheckpointPace _pace;
    private readonly CheckpointThread? _checkpoints;
    private readonly VerificationThread? _verification;
    private readonly PageReclaim _reclaim;
    private bool _disposed;

    private StorageEngine(RepositoryCore core, Action<StorageFailedException>? failed)
    {
        _core = core;
        core.Failed = failed;
        _committer = new BatchCommitter(core);
        _symbols = new InternedContent(core, RecordFormat.Symbol, ObjectIds.SymbolClass, ObjectIds.SymbolDirectory);
        _layouts = new InternedContent(core, RecordFormat.Layout, ObjectIds.LayoutClass, ObjectIds.LayoutDirectory);
        _symbols.Load();
        _layouts.Load();
        _counters = new SharedCounters(core);
        _counters.Load();
        core.Collection.Dead.Load();
        _reclaim = new PageReclaim(core);
        core.IsServing = true;
        _verification = core.Table.Unverified is { } unverified ? new VerificationThread(core, unverified) : null;
        _pace = new CheckpointPace(core);
        _checkpoints = core.Settings.CheckpointThread ? new CheckpointThread(core, _checkpointRunning, _pace) : null;
    }

    /// <summary>The repository's id.</summary>
    public ulong RepositoryId => _core.Identity.RepositoryId;

    /// <summary>The seed of persistent hashes in this repository.</summary>
    public ulong HashSeed => _core.HashSeed;

    /// <summary>First byte of the mapped extents, for <see cref="ObjectTableReader"/>.</summary>
    public byte* ExtentBase => _core.Space.Base;

    /// <summary>What is published now.</summary>
    public PublishedState Published => _core.Snapshots.Published;

    /// <summary>Makes an empty repository and opens it. The engine owns the files from here on, also when this throws.</summary>
    public static StorageEngine Create(
        StorageSettings settings, IRepositoryFiles files, ILogger logger, Action<StorageFailedException>? failed = null)
    {
        try
        {
            RepositoryCreation.Create(files, settings);
        }
        catch
        {
            files.Dispose();
            throw;
        }
        return Open(settings, files, logger, failed);
    }

    /// <summary>Makes a repository that begins as a copy of an image, and opens it; as <see cref="Create"/> otherwise.</summary>
    public static StorageEngine CreateFromImage(
        StorageSettings settings, IRepositoryFiles files, string imagePath, ILogger logger, Action<StorageFailedException>? failed = null)
    {
        try
        {
            ImageAdoption.Create(files, settings, imagePath);
        }
        catch
        {
            files.Dispose();
            throw;
        }
        try
        {
            return Open(settings, files, logger, failed);
        }
        catch (RecoveryRefusedException refused)
        {
            throw new StorageException($"the image {imagePath} cannot be used: {refused.Message}", refused);
        }
    }

    /// <summary>
    /// Opens a repository with recovery and its checkpoint. Throws <see cref="RecoveryRefusedException"/> when what is on
    /// disk is not whole. <paramref name="failed"/> is told once when the engine stops because of a failed write.
    /// </summary>
    public static StorageEngine Open(
        StorageSettings settings, IRepositoryFiles files, ILogger logger, Action<StorageFailedException>? failed = null)
    {
        RepositoryCore? core = null;
        try
        {
            core = RepositoryRecovery.Open(files, settings, logger);
            return new StorageEngine(core, failed);
        }
        catch
        {
            core?.Dispose();
            files.Dispose();
            throw;
        }
    }

    /// <summary>Sets who shows the published root to gems, and has it shown at once.</summary>
    public void SetPublisher(IRootPublisher publisher)
    {
        lock (_core.Gate)
        {
            _core.Publisher = publisher;
            publisher.Publish(_core.Snapshots.Published);
        }
    }

    /// <summary>Commits a batch of requests with one write and one sync; an outcome for each, in order.</summary>
    public CommitOutcome[] CommitBatch(IReadOnlyList<CommitRequest> requests)
    {
        CommitOutcome[] outcomes = AddToBatch(requests);
        CompleteBatch(CloseBatch());
        return outcomes;
    }

    /// <summary>
    /// Adds requests to the batch in the making; an outcome for each, in order, to be told when the batch is published. Does
    /// not wait for a batch that is being synced.
    /// </summary>
    public CommitOutcome[] AddToBatch(IReadOnlyList<CommitRequest> requests) => _committer.Add(requests);

    /// <summary>Ends the batch in the making; null when there is nothing to wait for.</summary>
    public LoggedBatch? CloseBatch()
    {
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            _counters.AddToBatch();
            return _core.Pipeline.Close();
        }
    }

    /// <summary>Writes and syncs up to a batch and publishes it, on this thread. Throws <see cref="StorageFailedException"/>.</summary>
    public void CompleteBatch(LoggedBatch? batch)
    {
        _core.Pipeline.Complete(batch);
        _checkpoints?.LogHasGrown();
    }

    /// <summary>Begins a commit that comes in pieces.</summary>
    public CommitStream BeginStream()
    {
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            return _core.Streams.Begin();
        }
    }

    /// <summary>
    /// Adds whole records to a stream, which then are in the log; null when they were taken. After any other outcome the
    /// stream can only be dropped.
    /// </summary>
    public CommitOutcome? Stage(CommitStream stream, ReadOnlyMemory<byte> images)
    {
        CommitOutcome? outcome = _committer.Stage(stream, images);
        if (outcome == null)
        {
            CompleteBatch(CloseBatch());
        }
        return outcome;
    }

    /// <summary>Ends a stream that is not committed; nothing of it stays. Does nothing when it has ended.</summary>
    public void DropStream(CommitStream stream)
    {
        lock (_core.Gate)
        {
            _core.Streams.Drop(stream);
        }
    }

    /// <summary>Commits one request.</summary>
    public CommitOutcome Commit(CommitRequest request) => CommitBatch([request])[0];

    /// <summary>
    /// What a request became, asked by its id after a lost answer or a restart. False when it was not committed, or longer
    /// ago than outcomes are kept.
    /// </summary>
    public bool TryFindOutcome(Guid requestId, out ulong commitId)
    {
        LoggedBatch? holding = null;
        bool isFound;
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            isFound = _core.Outcomes.TryFind(requestId, out commitId);
            if (isFound && commitId > Published.CommitId)
            {
                holding = _core.Pipeline.Close();
            }
        }
        CompleteBatch(holding);
        return isFound;
    }

    /// <summary>Leases object ids to a session. They are never leased again, also not after a crash. Throws <see cref="RepositoryFullException"/>.</summary>
    public ObjectIdRange LeaseObjectIds(ulong sessionId, ulong count)
    {
        LoggedBatch? reservation = null;
        ObjectIdRange range;
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            if (count is 0 or > 1 << 24)
            {
                throw new ArgumentOutOfRangeException(nameof(count), count, "a lease has between 1 and 16777216 ids");
            }
            bool mustReserve = _core.Ids.Next + count > _core.Ids.Durable;
            if (mustReserve)
            {
                _core.EnsureLogRoom(LogRecordHeader.SizeBytes);
            }
            range = _core.Ids.Take(count);
            if (mustReserve)
            {
                _core.Pipeline.AddReservation();
                reservation = _core.Pipeline.Close();
            }
            _core.Leases.Add(sessionId, range);
        }
        CompleteBatch(reservation);
        return range;
    }

    /// <summary>Forgets a session that has ended; its unused ids are lost, its locks given up. Its views are released by <see cref="ReleaseSnapshot"/>.</summary>
    public void EndSession(ulong sessionId)
    {
        lock (_core.Gate)
        {
            _core.Leases.Remove(sessionId);
            _core.Locks.ReleaseAll(sessionId);
        }
    }

    /// <summary>Registers a view of what is published now. Does not wait for commits.</summary>
    public Snapshot RegisterSnapshot() => _core.Snapshots.Register();

    /// <summary>Releases a view; nobody may read through it any more. A second time does nothing.</summary>
    public void ReleaseSnapshot(Snapshot snapshot) => _core.Snapshots.Release(snapshot);

    /// <summary>
    /// Adds to <paramref name="objectIds"/> what the commits in (<paramref name="since"/>, <paramref name="upTo"/>] wrote.
    /// False when that is too long ago; then compare the two roots with <see cref="TableDifference"/>.
    /// </summary>
    public bool TryCollectChanges(ulong since, ulong upTo, List<ulong> objectIds) => _core.WriteSets.TryCollect(since, upTo, objectIds);

    /// <summary>
    /// The ids of symbols, in order; those that are new are made. Durable with the next commit, before anything that refers
    /// to them. Throws <see cref="RepositoryFullException"/>.
    /// </summary>
    public ulong[] InternSymbols(IReadOnlyList<SymbolName> names)
    {
        byte[][] contents = new byte[names.Count][];
        for (int i = 0; i < contents.Length; i++)
        {
            if (names[i].Bytes.Length >= InternedContent.LargestContentBytes)
            {
                throw new ArgumentException($"a symbol of {names[i].Bytes.Length} bytes is too long, the longest has {InternedContent.LargestContentBytes - 1}");
            }
            contents[i] = [names[i].Encoding, .. names[i].Bytes.Span];
        }
        return Intern(_symbols, contents);
    }

    /// <summary>The ids of layouts, each given as the ids of its symbols in slot order; those that are new are made.</summary>
    public ulong[] InternLayouts(IReadOnlyList<IReadOnlyList<ulong>> symbolLists)
    {
        byte[][] contents = new byte[symbolLists.Count][];
        for (int i = 0; i < contents.Length; i++)
        {
            IReadOnlyList<ulong> symbols = symbolLists[i];
            if (symbols.Count * 8 > InternedContent.LargestContentBytes)
            {
                throw new ArgumentException($"a layout of {symbols.Count} instance variables is too large, the largest has {InternedContent.LargestContentBytes / 8}");
            }
            contents[i] = new byte[symbols.Count * 8];
            for (int slot = 0; slot < symbols.Count; slot++)
            {
                RequireSymbol(symbols[slot]);
                BitConverter.TryWriteBytes(contents[i].AsSpan(slot * 8), ReferenceWord.FromObjectId(symbols[slot]).Bits);
            }
        }
        return Intern(_layouts, contents);
    }

    /// <summary>Asks for a checkpoint on its own thread and returns at once.</summary>
    public void StartCheckpoint() => _checkpoints?.Request();

    /// <summary>Makes a checkpoint now, on this thread.</summary>
    public void RunCheckpoint()
    {
        lock (_checkpointRunning)
        {
            new CheckpointRun(_core).RunAll(_pace);
        }
    }

    /// <summary>Figures of this moment.</summary>
    public EngineStatistics Statistics()
    {
        lock (_core.Gate)
        {
            PublishedState published = _core.Snapshots.Published;
            return new EngineStatistics
            {
                CommitId = published.CommitId,
                Horizon = published.Horizon,
                ObjectCount = _core.Placement.ObjectCount,
                Shortage = _core.Shortage,
                CommittedCount = _committer.CommittedCount,
                ConflictCount = _committer.ConflictCount,
                RefusedCount = _committer.RefusedCount,
                ExtentSizes = [.. Enumerable.Range(0, _core.Extents.Count).Select(extent => _core.Extents[extent].LengthBytes)],
                FreeBytes = _core.Space.Allocator.FreeFrames * Shared.ObjectFormat.Pages.Frame.SizeBytes,
                WaitingBytes = _core.Retirement.WaitingFrames * Shared.ObjectFormat.Pages.Frame.SizeBytes,
                TakenBytes = _core.Space.TakenFrames * Shared.ObjectFormat.Pages.Frame.SizeBytes,
                TableBytes = _core.Space.Allocator.TakenNodeFrames * Shared.ObjectFormat.Pages.Frame.SizeBytes,
                LogBytes = _core.Log.WrittenBytes,
                LogSegment = _core.Log.Segment,
                SnapshotCount = _core.Snapshots.Count,
                CheckpointGeneration = _core.Retirement.CompletedGeneration,
                SymbolCount = _symbols.Count,
                LayoutCount = _layouts.Count,
                NextObjectId = _core.Ids.Next,
            };
        }
    }

    /// <summary>
    /// Ends in good order with a checkpoint, unless the engine has failed. Nobody may read the mapping any more. A process
    /// that dies without it loses nothing; the next start replays the log.
    /// </summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        _pace.Hurry();
        _verification?.Dispose();
        _checkpoints?.Dispose();
        try
        {
            lock (_core.Gate)
            {
                _core.Ids.ReturnUnused();
            }
            RunCheckpoint();
        }
        catch (StorageException exception)
        {
            _core.Logger.Warning("no checkpoint at the end: {Message}", exception.Message);
        }
        _core.Dispose();
    }

    /// <summary>For the crash simulator: a checkpoint whose steps it takes one by one.</summary>
    internal CheckpointRun NewCheckpoint() => new(_core);

    /// <summary>For tests: waits until all pages are verified, or the engine has stopped.</summary>
    internal void WaitForVerification() => _verification?.Wait();

    /// <summary>For the crash simulator: drops everything without writing.</summary>
    internal void Abandon()
    {
        _disposed = true;
        _verification?.Dispose();
        _core.Dispose();
    }

    private ulong[] Intern(InternedContent interned, byte[][] contents)
    {
        LoggedBatch? added = null;
        ulong[] ids;
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            int before = interned.Count;
            try
            {
                ids = interned.Intern(contents);
            }
            catch (RepositoryFullException full)
            {
                _core.NoteShortage(full);
                throw;
            }
            if (interned.Count > before)
            {
                added = _core.Pipeline.Close();
            }
        }
        CompleteBatch(added);
        return ids;
    }

    private void RequireSymbol(ulong id)
    {
        lock (_core.Gate)
        {
            LeafEntry entry = _core.Table.Find(id);
            if (!entry.IsPresent || _core.HeaderOf(entry)->Format != RecordFormat.Symbol)
            {
                throw new ArgumentException($"object {id} in a layout is not a symbol");
            }
        }
    }
}
