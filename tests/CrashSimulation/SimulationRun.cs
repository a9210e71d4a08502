using System.Runtime.InteropServices;
using Serilog.Core;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Stone.Server.Audit;
using Stone.Server.Checkpoint;
using Stone.Server.Commit;
using Stone.Server.Storage;
using Stone.Server.Symbols;
using Stone.Server.TransactionLog;

namespace CrashSimulation;

/// <summary>
/// One seed: commits, views, symbols and the steps of checkpoints in random order; power is lost at a random operation, also
/// during recovery; after each restart everything is compared with a model. Acknowledged commits must be there, others may
/// be, and each whole or not at all.
/// </summary>
public sealed unsafe class SimulationRun : IDisposable
{
    private const ulong SessionId = 7;
    private const int Epochs = 4;
    private const int ActionsPerEpoch = 55;
    private const int SmallDiskBytes = 1 << 20;
    private const int SmallExtentBytes = 1 << 20;
    private const int ExtentLimit = 3;

    /// <summary>One seed of so many is audited after each recovery, which costs as much as the rest of it.</summary>
    private const int AuditedSeeds = 8;

    private readonly Random _random;
    private readonly SimulatedDisk _disk;
    private readonly StorageSettings _settings;
    private readonly bool _fillsDisk;
    private readonly bool _isAudited;
    private readonly ExtentDamage? _damage;
    private readonly RepositoryModel _model = new();
    private readonly List<Snapshot> _views = [];
    private readonly List<string> _failures = [];
    private readonly Dictionary<string, (ulong Id, ulong CommitId)> _symbols = [];
    private StorageEngine? _engine;
    private CheckpointRun? _checkpoint;
    private int _checkpointStep;
    private ObjectIdRange _lease;
    private CommitStream? _stream;
    private Dictionary<ulong, ModelVersion> _streamPlan = [];
    private Snapshot? _streamView;
    private ulong _acknowledged;
    private ulong _attempted;
    private ulong _highestLeased = 1024;
    private ulong _stamp;

    /// <summary>Prepares a run.</summary>
    public SimulationRun(int seed, SimulationOptions options)
    {
        _random = new Random(seed);
        _fillsDisk = options.FillsDisk;
        _isAudited = seed % AuditedSeeds == 0;
        _disk = new SimulatedDisk(seed, options.HasSeveralExtents ? ExtentLimit : 1) { SyncsLog = options.SyncsLog, SyncsExtentBeforeMeta = options.SyncsExtentBeforeMeta, SyncsOtherExtents = options.SyncsOtherExtents };
        _settings = new StorageSettings
        {
            MaximumExtentBytes = [options.HasSeveralExtents && seed % 2 == 0 ? SmallExtentBytes : SimulatedDisk.ExtentCapacityBytes, SimulatedDisk.ExtentCapacityBytes],
            ExtentWeights = options.HasSeveralExtents && seed % 5 != 0 ? [1 + (seed % 3), 2, 1] : [],
            InitialExtentBytes = 256 << 10,
            GrowthBytes = 256 << 10,
            LogSegmentBytes = 128 << 10,
            SpareLogSegments = 2,
            ReservationIds = 64,
            OutcomeLimit = 20,
            CheckpointThread = false,
            NewRepositoryId = 4711,
            Rules = options.Rules,
            PageVerificationBytes = options.NeverWalks || seed % 3 != 0 ? 0 : new StorageSettings().PageVerificationBytes,
            VerificationPause = TimeSpan.Zero,
        };
        if (options.HasSeveralExtents)
        {
            // What a small one cannot take another must.
            _disk.ExtentCount = _random.Next(seed % 2 == 0 ? 2 : 1, ExtentLimit + 1);
            _damage = new ExtentDamage(_disk, _settings, _random);
        }
    }

    /// <summary>Crashes that happened.</summary>
    public int CrashCount { get; private set; }

    /// <summary>Commits that were acknowledged.</summary>
    public int CommitCount { get; private set; }

    /// <summary>Commits that were refused because the disk was full.</summary>
    public int RefusedCount { get; private set; }

    /// <summary>Commits among them that came in pieces.</summary>
    public int StreamCount { get; private set; }

    /// <summary>Recoveries that found no room, and did when they were given some.</summary>
    public int FullRecoveryCount { get; private set; }

    /// <summary>Extents that were damaged, and named by the refusal.</summary>
    public int RefusedExtentCount => _damage?.RefusedCount ?? 0;

    /// <summary>Bytes in extents after the first.</summary>
    public long OtherExtentBytes { get; private set; }

    /// <summary>Runs. Throws <see cref="SimulationFailedException"/> when the repository is wrong.</summary>
    public void Run()
    {
        try
        {
            RunEpochs();
        }
        catch (StorageFailedException stopped)
        {
            throw new SimulationFailedException($"the engine has stopped: {stopped.Message}", stopped);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine?.Abandon();
        _disk.Dispose();
    }

    private void RunEpochs()
    {
        _engine = StorageEngine.Create(_settings, _disk.Open(), Logger.None, NoteFailure);
        BeginEpoch();
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            _disk.CrashAfter(_random.Next(5, 250));
            _disk.FreeBytes = _fillsDisk ? _random.Next(3 * SmallDiskBytes) : _disk.FreeBytes;
            try
            {
                for (int action = 0; action < ActionsPerEpoch; action++)
                {
                    ActWithinRoom();
                }
                _disk.CrashAfter(0);
            }
            catch (Exception) when (_disk.IsDown)
            {
                // Power is lost; what comes out of the engine then does not matter.
            }
            CrashAndRecover();
        }
        EngineStatistics figures = _engine!.Statistics();
        OtherExtentBytes = figures.ExtentBytes - figures.ExtentSizes[0];
    }

    private void ActWithinRoom()
    {
        try
        {
            Act();
        }
        catch (RepositoryFullException) when (_fillsDisk)
        {
            // A checkpoint that did not begin, ids or symbols that were not given: nothing has changed.
        }
        if (_fillsDisk && _random.Next(20) == 0)
        {
            _disk.Release(_random.Next(SmallDiskBytes));
        }
    }

    private void Act()
    {
        switch (_random.Next(14))
        {
            case < 6:
                CommitBatch();
                break;
            case 12 or 13:
                StepStream();
                break;
            case < 9:
                StepCheckpoint();
                break;
            case 9:
                InternSymbol();
                break;
            case 10:
                MoveViews();
                break;
            default:
                CheckView(_views[_random.Next(_views.Count)], 30);
                break;
        }
    }

    private void CommitBatch()
    {
        var requests = new List<CommitRequest>();
        var plans = new List<Dictionary<ulong, ModelVersion>>();
        ulong next = _attempted;
        var written = new HashSet<ulong>();
        var expected = new List<bool>();
        for (int i = _fillsDisk ? 1 : _random.Next(1, 4); i > 0; i--)
        {
            Snapshot view = _views[_random.Next(_views.Count)];
            if (_random.Next(4) != 0)
            {
                view = _views[^1];
            }
            var plan = PlanRequest(view, next + 1);
            bool fits = plan.Keys.All(id => !written.Contains(id) && (_model.Last(id)?.CommitId ?? 0) <= view.CommitId);
            requests.Add(Request(view, plan));
            plans.Add(plan);
            expected.Add(fits);
            if (fits)
            {
                next++;
                written.UnionWith(plan.Keys);
                Record(plan, requests[^1].RequestId);
            }
        }
        Commit(requests, expected, next);
    }

    /// <summary>
    /// Adds requests to the batch in the making and closes it. Most batches are written at once; some wait, so that the next
    /// one fills meanwhile.
    /// </summary>
    private void Commit(List<CommitRequest> requests, List<bool> expected, ulong next)
    {
        _attempted = next;
        CommitOutcome[] outcomes = _engine!.AddToBatch(requests);
        if (_fillsDisk && outcomes[0].Status == CommitStatus.Full)
        {
            RefusedCount++;
            _attempted = _engine.Published.CommitId;
            _model.TruncateAfter(_attempted);
            return;
        }
        for (int i = 0; i < outcomes.Length; i++)
        {
            bool committed = outcomes[i].Status == CommitStatus.Committed;
            if (committed != expected[i] || (!committed && outcomes[i].Status != CommitStatus.Conflict))
            {
                throw new SimulationFailedException(
                    $"a request ended as {outcomes[i].Status} ({outcomes[i].Reason}), but the model says it {(expected[i] ? "commits" : "conflicts")}");
            }
            CommitCount += committed ? 1 : 0;
        }
        LoggedBatch? batch = _engine.CloseBatch();
        if (!_fillsDisk && _random.Next(4) == 0)
        {
            return;
        }
        _engine.CompleteBatch(batch);
        Require(_engine.Published.CommitId == next, $"commit {_engine.Published.CommitId} is published, {next} was expected");
        if (expected.Contains(true))
        {
            // Symbols alone are published before they are synced; a commit's sync covers them.
            _acknowledged = next;
        }
    }

    /// <summary>Begins a stream, adds a piece to it, drops it, or commits it.</summary>
    private void StepStream()
    {
        if (_stream == null)
        {
            _stream = _engine!.BeginStream();
            _streamPlan = [];
            _streamView = _engine.RegisterSnapshot();
            return;
        }
        int what = _random.Next(10);
        if (what == 0)
        {
            EndStream();
            return;
        }
        Dictionary<ulong, ModelVersion> piece = PlanRequest(_streamView!, _attempted + 1);
        foreach (ulong id in _streamPlan.Keys)
        {
            piece.Remove(id);
        }
        CommitRequest request = Request(_streamView!, piece) with { Stream = _stream };
        foreach ((ulong id, ModelVersion version) in piece)
        {
            _streamPlan[id] = version;
        }
        if (what < 7)
        {
            StagePiece(request);
        }
        else
        {
            CommitStream(request);
        }
    }

    private void StagePiece(CommitRequest request)
    {
        if (_engine!.Stage(_stream!, request.Images) is { } outcome)
        {
            Require(_fillsDisk && outcome.Status == CommitStatus.Full, $"a piece was not taken: {outcome.Reason}");
            RefusedCount++;
            EndStream();
        }
    }

    private void CommitStream(CommitRequest request)
    {
        ulong next = _attempted;
        bool fits = _streamPlan.Count > 0 && _streamPlan.Keys.All(id => (_model.Last(id)?.CommitId ?? 0) <= _streamView!.CommitId);
        if (fits)
        {
            next++;
            Record(_streamPlan.ToDictionary(entry => entry.Key, entry => entry.Value with { CommitId = next }), request.RequestId);
            StreamCount++;
        }
        if (_streamPlan.Count > 0)
        {
            Commit([request], [fits], next);
        }
        EndStream();
    }

    private void EndStream()
    {
        _engine!.DropStream(_stream!);
        _engine.ReleaseSnapshot(_streamView!);
        _stream = null;
    }

    private void Record(Dictionary<ulong, ModelVersion> plan, Guid requestId)
    {
        foreach ((ulong id, ModelVersion version) in plan)
        {
            _model.Add(id, version);
        }
        _model.Outcomes[requestId] = plan.Values.First().CommitId;
    }

    private Dictionary<ulong, ModelVersion> PlanRequest(Snapshot view, ulong commitId)
    {
        var plan = new Dictionary<ulong, ModelVersion>();
        List<ulong> known = [];
        for (int tries = 0; tries < 30 && _model.Count > 0; tries++)
        {
            ulong id = _model.IdAt(_random.Next(_model.Count));
            if (_model.Find(id, view.CommitId) != null && _model.Last(id)!.Value.Stamp != 0)
            {
                known.Add(id);
            }
        }
        for (int i = _random.Next(1, 12); i > 0; i--)
        {
            bool isNew = known.Count == 0 || _random.Next(3) == 0;
            ulong id = isNew ? NewId() : known[_random.Next(known.Count)];
            int sizeBytes = _random.Next(12) == 0 ? _random.Next(16_000, 60_000) : _random.Next(0, 700);
            bool isRemoval = !isNew && _random.Next(12) == 0;
            plan[id] = new ModelVersion(commitId, isRemoval ? 0 : ++_stamp, isRemoval ? 0 : sizeBytes);
        }
        return plan;
    }

    private ulong NewId()
    {
        if (_lease.Count == 0)
        {
            _lease = _engine!.LeaseObjectIds(SessionId, (ulong)_random.Next(1, 100));
            Require(_lease.First >= _highestLeased, $"id {_lease.First} was leased twice");
            _highestLeased = _lease.End;
        }
        ulong id = _lease.First;
        _lease = new ObjectIdRange(id + 1, _lease.Count - 1);
        return id;
    }

    private CommitRequest Request(Snapshot view, Dictionary<ulong, ModelVersion> plan)
    {
        using var images = new MemoryStream();
        foreach ((ulong id, ModelVersion version) in plan)
        {
            bool isRemoval = version.Stamp == 0;
            var header = new RecordHeader { ObjectId = id, ClassId = 12, Format = 40, Flags = isRemoval ? RecordFlags.Removed : RecordFlags.None };
            byte[] record = new byte[ObjectRecord.SizeBytes(0, (uint)version.SizeBytes)];
            ObjectRecord.Write(record, header, [], Contents(version));
            images.Write(record);
        }
        byte[] requestId = new byte[16];
        _random.NextBytes(requestId);
        return new CommitRequest { SessionId = SessionId, Snapshot = view, RequestId = new Guid(requestId), Images = images.ToArray() };
    }

    private static byte[] Contents(ModelVersion version)
    {
        byte[] contents = new byte[version.SizeBytes];
        ulong value = version.Stamp * 0x9E37_79B9_7F4A_7C15;
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(contents.AsSpan()))
        {
            word = value++;
        }
        return contents;
    }

    private void StepCheckpoint()
    {
        if (_checkpointStep == 0)
        {
            // It begins only if there is room; one that has begun ends, or the engine does.
            _checkpoint = _engine!.NewCheckpoint();
            _checkpoint.Cut();
            _checkpointStep = 1;
            return;
        }
        switch (_checkpointStep++)
        {
            case 1:
                _checkpoint!.WriteSpaceMap();
                break;
            case 2:
                if (_checkpoint!.WritePiece())
                {
                    _checkpointStep = 2;
                }
                break;
            case 3:
                _checkpoint!.SyncExtents();
                break;
            case 4:
                _checkpoint!.WriteHeaders();
                break;
            case 5:
                _checkpoint!.WriteMeta();
                break;
            case 6:
                _checkpoint!.SyncMeta();
                break;
            default:
                _checkpoint!.Complete();
                _damage?.TakeCopy();
                _checkpointStep = 0;
                break;
        }
    }

    private void InternSymbol()
    {
        string name = $"symbol{_random.Next(40)}";
        ulong id = _engine!.InternSymbols([new SymbolName(1, System.Text.Encoding.UTF8.GetBytes(name))])[0];
        if (_symbols.TryGetValue(name, out (ulong Id, ulong CommitId) known))
        {
            Require(known.Id == id, $"{name} was object {known.Id} and is now {id}");
        }
        else
        {
            // One that a crash left in the repository is no new commit, and batches may wait.
            _symbols[name] = (id, _engine.Published.CommitId);
            _attempted = Math.Max(_attempted, _engine.Published.CommitId);
        }
    }

    private void MoveViews()
    {
        _views.Add(_engine!.RegisterSnapshot());
        while (_views.Count > 4)
        {
            int oldest = _random.Next(_views.Count - 1);
            _engine.ReleaseSnapshot(_views[oldest]);
            _views.RemoveAt(oldest);
        }
    }

    private void CheckView(Snapshot view, int objects)
    {
        for (int i = 0; i < Math.Min(objects, _model.Count); i++)
        {
            CheckObject(view.State, _model.IdAt(objects < _model.Count ? _random.Next(_model.Count) : i));
        }
    }

    private void CheckObject(PublishedState state, ulong id)
    {
        ModelVersion? expected = _model.Find(id, state.CommitId);
        RecordHeader* record = ObjectTableReader.Find(_engine!.ExtentBase, state.RootFrame, state.Depth, id);
        Require((record != null) == (expected != null), $"object {id} at commit {state.CommitId}: there {record != null}, expected {expected}");
        if (expected is { } version)
        {
            Require(
                record->ObjectId == id && record->CommitId == version.CommitId && record->ByteCount == version.SizeBytes
                && ObjectRecord.Bytes(record).SequenceEqual(Contents(version)),
                $"object {id} at commit {state.CommitId} does not have the contents of {version}");
        }
    }

    private void CrashAndRecover()
    {
        _engine?.Abandon();
        _engine = null;
        Require(_failures.Count == 0, $"the engine has stopped: {string.Join("; ", _failures)}");
        bool crashAgain = _random.Next(2) == 0;
        for (int attempt = 0; _engine == null; attempt++)
        {
            CrashCount++;
            _disk.Restart();
            _damage?.Try();
            _disk.ExtentCount = _damage != null && _random.Next(4) == 0 ? ExtentLimit : _disk.ExtentCount;
            _disk.CrashAfter(crashAgain && attempt < 3 ? _random.Next(30) : long.MaxValue);
            try
            {
                _engine = StorageEngine.Open(_settings, _disk.Open(), Logger.None, NoteFailure);
            }
            catch (Exception) when (_disk.IsDown)
            {
                // Power is lost during recovery.
            }
            catch (RepositoryFullException) when (_fillsDisk)
            {
                FullRecoveryCount++;
                _disk.FreeBytes = SmallDiskBytes;
            }
            catch (StorageException exception)
            {
                throw new SimulationFailedException($"the repository does not open: {exception.Message}", exception);
            }
        }
        _disk.CrashAfter(long.MaxValue);
        ulong recovered = _engine.Published.CommitId;
        Require(recovered >= _acknowledged, $"commit {_acknowledged} was acknowledged, but recovery ends at {recovered}");
        Require(recovered <= Math.Max(_attempted, _acknowledged) + 1, $"recovery ends at {recovered}, but only {_attempted} was tried");
        _model.TruncateAfter(recovered);
        foreach (string name in _symbols.Keys.ToList().Where(name => _symbols[name].CommitId > recovered))
        {
            _symbols.Remove(name);
        }
        if (_random.Next(2) == 0)
        {
            // Otherwise commits come upon pages that are not verified yet. Nothing else depends on it.
            _engine.WaitForVerification();
        }
        if (_isAudited)
        {
            Audit();
        }
        BeginEpoch();
        CheckView(_views[0], int.MaxValue);
        foreach ((Guid request, ulong commit) in _model.Outcomes.OrderByDescending(pair => pair.Value).Take(_settings.OutcomeLimit))
        {
            Require(_engine.TryFindOutcome(request, out ulong found) && found == commit, $"the outcome of the request of commit {commit} is lost");
        }
        foreach ((string name, (ulong id, ulong _)) in _symbols)
        {
            ulong found = _engine.InternSymbols([new SymbolName(1, System.Text.Encoding.UTF8.GetBytes(name))])[0];
            Require(found == id, $"{name} was object {id} and is {found} after recovery");
        }
    }

    private void NoteFailure(StorageFailedException failure)
    {
        if (!_disk.IsDown)
        {
            _failures.Add(failure.Message);
        }
    }

    /// <summary>What recovery has left is whole, and every frame is used once, free, or waits to be.</summary>
    private void Audit()
    {
        AuditReport pages = PageAudit.Run(_disk.Open(), out long unreachedBytes);
        Require(pages.IsClean, $"the page audit after recovery finds: {string.Join("; ", pages.Faults.Lines)}");
        AuditReport objects = ObjectAudit.Run(_disk.Open());
        Require(objects.IsClean, $"the object audit after recovery finds: {string.Join("; ", objects.Faults.Lines)}");
        EngineStatistics figures = _engine!.Statistics();
        Require(
            unreachedBytes == figures.FreeBytes + figures.WaitingBytes,
            $"{unreachedBytes} bytes are not reached, but {figures.FreeBytes} are free and {figures.WaitingBytes} wait");
    }

    private void BeginEpoch()
    {
        _views.Clear();
        _views.Add(_engine!.RegisterSnapshot());
        _checkpoint = null;
        _checkpointStep = 0;
        _lease = default;
        _stream = null;
        _acknowledged = _attempted = _engine.Published.CommitId;
    }

    private void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new SimulationFailedException(message);
        }
    }
}
