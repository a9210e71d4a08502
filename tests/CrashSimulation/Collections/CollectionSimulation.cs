using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Serilog.Core;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Audit;
using Stone.Server.Collection;
using Stone.Server.Collector;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace CrashSimulation.Collections;

/// <summary>
/// One seed: the real collector over the real engine, with sessions that act between any two of its calls, decided by the seed; power is lost at a
/// random operation of the disk. After each commit and each restart everything that can be reached is compared with a model, and a session
/// that voted must never be told that something is gone.
/// </summary>
internal sealed unsafe class CollectionSimulation : IDisposable
{
    private const ulong FirstRoot = 20;
    private const ulong LastRoot = 23;
    private const ulong Class = 12;
    private const int SessionCount = 3;
    private const int Rounds = 6;

    private readonly SimulatedDisk _disk;
    private readonly StorageSettings _settings;
    private readonly CollectionOptions _options;
    private readonly List<SimulatedSession> _sessions = [];

    // What each commit's state holds that was ever committed: the ids that each object refers to.
    private readonly Dictionary<ulong, ImmutableDictionary<ulong, ulong[]>> _states = [];
    private ImmutableDictionary<ulong, ulong[]> _last = ImmutableDictionary<ulong, ulong[]>.Empty;
    private ImmutableDictionary<ulong, ulong[]>? _attempted;
    private ulong _lastSession = 1;

    public CollectionSimulation(int seed, CollectionOptions options)
    {
        Random = new Random(seed);
        _options = options;
        _disk = new SimulatedDisk(seed);
        _settings = new StorageSettings
        {
            MaximumExtentBytes = [SimulatedDisk.ExtentCapacityBytes],
            InitialExtentBytes = 256 << 10,
            GrowthBytes = 256 << 10,
            LogSegmentBytes = 128 << 10,
            SpareLogSegments = 2,
            CheckpointThread = false,
            RecentIds = 0,
            NewRepositoryId = 4711,
        };
        Engine = StorageEngine.Create(_settings, _disk.Open(), Logger.None);
        Begin();
    }

    /// <summary>Decides everything.</summary>
    public Random Random { get; }

    /// <summary>The engine; another one after each crash.</summary>
    public StorageEngine Engine { get; private set; }

    /// <summary>The sessions that are logged in.</summary>
    public IReadOnlyList<SimulatedSession> Sessions => _sessions;

    /// <summary>Objects that were removed.</summary>
    public long Removed { get; private set; }

    /// <summary>How often power was lost.</summary>
    public int CrashCount { get; private set; }

    /// <summary>Commits of sessions.</summary>
    public int CommitCount { get; private set; }

    /// <summary>Commits of passed-over sessions that were refused over what is gone.</summary>
    public int GoneCount { get; private set; }

    /// <summary>Runs. Throws <see cref="SimulationFailedException"/> when something is wrong.</summary>
    public void Run()
    {
        for (int round = 0; round < Rounds; round++)
        {
            Act(200);
            if (Random.Next(3) == 0)
            {
                _disk.CrashAfter(Random.Next(1, 150));
            }
            try
            {
                Collect(Engine.IsRemovalPending ? CollectionKind.Reclaim : Random.Next(2) == 0 ? CollectionKind.Full : CollectionKind.Epoch);
                _disk.CrashAfter(long.MaxValue);
            }
            catch (Exception) when (_disk.IsDown)
            {
                CrashAndRecover();
            }
        }
        Quiesce();
    }

    /// <summary>So many turns, each of a session by chance.</summary>
    public void Act(int turns)
    {
        for (int i = _sessions.Count == 0 ? 0 : Random.Next(turns + 1); i > 0; i--)
        {
            Act();
        }
    }

    /// <summary>A session names what it holds; that is its vote, if its view counts.</summary>
    public void Vote(SimulatedSession session, ulong markedCommit)
    {
        if (session.Stopped > 0)
        {
            return;
        }
        if (_options.Votes)
        {
            session.Named = [.. session.Held, .. session.Written.Values.SelectMany(references => references)];
            Engine.Touch(session.Named);
        }
        session.MustVote = session.View.CommitId < markedCommit;
    }

    public void Dispose()
    {
        Engine.Abandon();
        _disk.Dispose();
    }

    private static IEnumerable<ulong> Roots => Enumerable.Range((int)FirstRoot, (int)(LastRoot - FirstRoot + 1)).Select(root => (ulong)root);

    private static bool IsRoot(ulong id) => id <= LastRoot;

    private ulong AnyRoot() => FirstRoot + (ulong)Random.Next((int)(LastRoot - FirstRoot + 1));

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new SimulationFailedException(what);
        }
    }

    private void Begin()
    {
        byte[] classRecord = Record(new RecordHeader { ObjectId = Class, ClassId = Class, Format = RecordFormat.Class }, []);
        Snapshot view = Engine.RegisterSnapshot();
        ulong commit = Engine.Commit(new CommitRequest { SessionId = 1, Snapshot = view, Images = (byte[])[.. classRecord, .. Roots.SelectMany(root => Image(root, []))] }).CommitId;
        Engine.ReleaseSnapshot(view);
        _last = _last.AddRange(Roots.Select(root => KeyValuePair.Create(root, Array.Empty<ulong>())));
        _states[commit] = _last;
        Engine.RunCheckpoint();
        while (_sessions.Count < SessionCount)
        {
            LogIn();
        }
    }

    private void Collect(CollectionKind kind)
    {
        using SimulatedStone stone = new(this, _options);
        using CollectionRun run = new(stone, kind, new CollectorSettings { MarkThreads = 1, Share = 0, RemovedAtOnce = 8, SparsePart = 0.9 });
        // The collector may die after any step; what it condemned is removed by the next one.
        int steps = Random.Next(4) == 0 ? Random.Next(1, 5) : int.MaxValue;
        bool isWhole = run.Remove() && (kind == CollectionKind.Reclaim
            || (run.Mark() && --steps > 0 && run.Vote() && --steps > 0 && run.Sweep() && --steps > 0 && run.Remove() && --steps > 0));
        stone.End(isWhole && run.Reclaim());
        Removed += run.Progress.Removed;
    }

    private void Act()
    {
        if (Random.Next(40) == 0)
        {
            Engine.RunCheckpoint();
            return;
        }
        SimulatedSession session = _sessions[Random.Next(_sessions.Count)];
        if (session.Stopped > 0)
        {
            session.Stopped--;
            return;
        }
        switch (Random.Next(18))
        {
            case 0 when Random.Next(5) == 0:
                LogOut(session);
                LogIn();
                break;
            case 1 when Random.Next(3) == 0:
                session.Stopped = Random.Next(12);
                break;
            case 2:
                Abort(session);
                break;
            case < 6:
                Read(session);
                break;
            case 6 or 16 when session.Held.Count > 0:
                session.Held.RemoveRange(0, 1 + Random.Next(session.Held.Count));
                break;
            case 7 or 17:
                FindById(session);
                break;
            case < 12:
                Write(session);
                break;
            default:
                Commit(session);
                break;
        }
    }

    private void LogIn() => _sessions.Add(new SimulatedSession(++_lastSession, Engine.RegisterSnapshot()));

    private void LogOut(SimulatedSession session)
    {
        Engine.ReleaseSnapshot(session.View);
        Engine.EndSession(session.Id);
        _sessions.Remove(session);
    }

    private void Abort(SimulatedSession session)
    {
        Snapshot old = session.View;
        session.View = Engine.RegisterSnapshot();
        Engine.ReleaseSnapshot(old);
        session.Held.RemoveAll(id => session.Written.ContainsKey(id) && !IsCommitted(id));
        session.Written.Clear();
        if (session.Held.Count == 0)
        {
            session.IsExcused = false;
        }
    }

    private bool IsCommitted(ulong id) => _last.ContainsKey(id);

    /// <summary>Follows a reference of something it holds, or of the root.</summary>
    private void Read(SimulatedSession session)
    {
        ulong from = session.Held.Count == 0 || Random.Next(3) == 0 ? AnyRoot() : session.Held[Random.Next(session.Held.Count)];
        if (session.Written.ContainsKey(from))
        {
            return;
        }
        if (!TryReferences(session.View.State, from, out ulong[] references))
        {
            Require(session.IsExcused, $"session {session.Id}, which voted, finds that object {from} is gone");
            session.Held.Remove(from);
            return;
        }
        if (references.Length > 0)
        {
            session.Held.Add(references[Random.Next(references.Length)]);
            session.Remembered.Add(session.Held[^1]);
        }
    }

    private void FindById(SimulatedSession session)
    {
        if (session.Remembered.Count == 0)
        {
            return;
        }
        ulong id = session.Remembered[Random.Next(session.Remembered.Count)];
        bool isGone = _options.AsksForLookups && !session.Held.Contains(id) && Engine.Touch([id]).Count > 0;
        if (!isGone && TryReferences(session.View.State, id, out _))
        {
            session.Held.Add(id);
        }
    }

    private void Write(SimulatedSession session)
    {
        ulong id = Random.Next(5) switch
        {
            0 or 1 => AnyRoot(),
            2 when session.Held.Count > 0 => session.Held[Random.Next(session.Held.Count)],
            // With gaps, so that leaves of the object table have few entries.
            _ => Engine.LeaseObjectIds(session.Id, (ulong)Random.Next(1, 300)).First,
        };
        ulong[] references = [.. Enumerable.Range(0, Random.Next(IsRoot(id) ? 5 : 3)).Where(_ => session.Held.Count > 0).Select(_ => session.Held[Random.Next(session.Held.Count)])];
        if (IsRoot(id) && !session.Written.ContainsKey(id) && TryReferences(session.View.State, id, out ulong[] before))
        {
            // Most of what was there stays.
            references = [.. before.Where(_ => Random.Next(2) > 0).Take(6), .. references];
        }
        session.Written[id] = references;
        if (!IsRoot(id))
        {
            session.Held.Add(id);
            session.Remembered.Add(id);
        }
    }

    private void Commit(SimulatedSession session)
    {
        // What is not reached from what is committed stays in the VM.
        HashSet<ulong> sent = [.. session.Written.Keys.Where(id => IsRoot(id) || IsCommitted(id))];
        for (int before = 0; before < sent.Count;)
        {
            before = sent.Count;
            sent.UnionWith(sent.ToList().SelectMany(id => session.Written.GetValueOrDefault(id, [])).Where(session.Written.ContainsKey));
        }
        if (sent.Count == 0)
        {
            return;
        }
        byte[] images = [.. sent.SelectMany(id => Image(id, session.Written[id]))];
        _attempted = _last.SetItems(sent.Select(id => KeyValuePair.Create(id, session.Written[id])));
        CommitOutcome outcome = Engine.Commit(new CommitRequest { SessionId = session.Id, Snapshot = session.View, Images = images });
        if (outcome.Status == CommitStatus.Committed)
        {
            _last = _attempted;
            _states[outcome.CommitId] = _last;
            CommitCount++;
            CheckReachable();
        }
        else
        {
            Require(outcome.Status == CommitStatus.Conflict, outcome.Reason);
            bool isOverGone = outcome.Conflicts.Any(conflict => conflict.Kind is ConflictKind.WriteRemoved or ConflictKind.ReferenceToRemoved);
            Require(!isOverGone || session.IsExcused, $"session {session.Id}, which voted, is in conflict over object {outcome.Conflicts[0].ObjectId}, which is gone");
            GoneCount += isOverGone ? 1 : 0;
        }
        _attempted = null;
        Abort(session);
        if (Random.Next(3) == 0)
        {
            session.Held.Clear();
        }
    }

    /// <summary>Everything that the model reaches is there as the model has it.</summary>
    private void CheckReachable()
    {
        foreach (ulong id in Reachable(_last))
        {
            bool isThere = TryReferences(Engine.Published, id, out ulong[] references);
            Require(isThere && references.AsSpan().SequenceEqual(_last[id]), $"object {id}, which can be reached, is {(isThere ? "not what it was" : "gone")}");
        }
    }

    private static HashSet<ulong> Reachable(ImmutableDictionary<ulong, ulong[]> state)
    {
        HashSet<ulong> reached = [.. Roots];
        Stack<ulong> left = new(Roots);
        while (left.TryPop(out ulong id))
        {
            foreach (ulong next in state[id].Where(reached.Add))
            {
                left.Push(next);
            }
        }
        return reached;
    }

    private void CrashAndRecover()
    {
        CrashCount++;
        Engine.Abandon();
        _sessions.Clear();
        _disk.Restart();
        _disk.CrashAfter(long.MaxValue);
        Engine = StorageEngine.Open(_settings, _disk.Open(), Logger.None);
        // The commit that was under way may be there or not.
        if (_attempted != null
            && Reachable(_attempted).All(id => TryReferences(Engine.Published, id, out ulong[] references) && references.AsSpan().SequenceEqual(_attempted[id])))
        {
            _last = _attempted;
        }
        _attempted = null;
        CheckReachable();
        while (_sessions.Count < SessionCount)
        {
            LogIn();
        }
    }

    /// <summary>When nobody holds anything, full collections leave what can be reached and nothing else; files at rest are whole.</summary>
    private void Quiesce()
    {
        foreach (SimulatedSession session in _sessions.ToList())
        {
            LogOut(session);
        }
        using (SimulatedStone stone = new(this, _options))
        using (CollectionRun run = new(stone, CollectionKind.Full, new CollectorSettings { MarkThreads = 1, Share = 0 }))
        {
            Require(run.RunAll(), "the last collection was not whole");
            stone.End(isWhole: true);
        }
        CheckReachable();
        // The class and the head of the dead set are reserved objects beside the roots.
        long others = 1 + (TryReferences(Engine.Published, ObjectIds.DeadObjects, out _) ? 1 : 0);
        Require(Engine.Statistics().ObjectCount == Reachable(_last).Count + others, $"{Engine.Statistics().ObjectCount} objects are left, {Reachable(_last).Count} can be reached");
        Engine.Dispose();
        using (IRepositoryFiles files = _disk.Open())
        {
            Require(PageAudit.Run(files).Faults.Count == 0, "the page audit has found something");
            AuditReport report = ObjectAudit.Run(files);
            Require(report.Faults.Count == 0, $"the object audit says: {report.Faults.Lines.FirstOrDefault()}");
        }
        Engine = StorageEngine.Open(_settings, _disk.Open(), Logger.None);
        CheckReachable();
    }

    private bool TryReferences(PublishedState state, ulong id, out ulong[] references)
    {
        RecordHeader* record = ObjectTableReader.Find(Engine.ExtentBase, state.RootFrame, state.Depth, id);
        references = record == null ? [] : [.. ObjectRecord.References(record).ToArray().Select(word => word.ObjectId)];
        Require(record == null || record->ObjectId == id, $"in the place of object {id} there is another");
        return record != null;
    }

    private static byte[] Image(ulong id, ulong[] references) => Record(new RecordHeader { ObjectId = id, ClassId = Class, Format = 40 }, references);

    private static byte[] Record(RecordHeader header, ulong[] references)
    {
        ReferenceWord[] words = [.. references.Select(ReferenceWord.FromObjectId)];
        byte[] bytes = new byte[header.ObjectId % 400];
        byte[] record = new byte[ObjectRecord.SizeBytes((uint)words.Length, (uint)bytes.Length)];
        ObjectRecord.Write(record, header, words, bytes);
        return record;
    }
}
