using System.Buffers.Binary;
using System.Collections.Concurrent;
using Gem.Vm.Session;
using Shared.ObjectFormat.Objects;
using Stone.Server.Tests.Sessions;

namespace Stone.Server.Tests.Histories;

/// <summary>Sessions at once on a few objects, while checkpoints run: the history must be one of snapshot isolation.</summary>
public sealed unsafe class SnapshotIsolationTests
{
    private const int Objects = 12;
    private const int Sessions = 8;
    private const int TransactionsOfEach = 1500;

    [Test]
    public void Transactions_of_sessions_at_once_are_isolated_by_snapshots([Values] bool durable)
    {
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        using SessionService service = new(portable: false, isDurable: durable);
        ulong first;
        using (StoneSession maker = service.Connect())
        {
            first = maker.LeaseObjectIds(Objects);
            for (int i = 0; i < Objects; i++)
            {
                maker.Stage(Versioned(first + (ulong)i, 0));
            }

            Assert.That(maker.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        }

        ConcurrentQueue<RecordedTransaction> history = new();
        Task[] running = [.. Enumerable.Range(0, Sessions).Select(number => Task.Factory.StartNew(
            () => RunSession(service, first, number, new Random(seed + number), history), TaskCreationOptions.LongRunning))];
        while (!Task.WaitAll(running, TimeSpan.FromMilliseconds(20)))
        {
            service.Engine.RunCheckpoint();
        }

        Assert.That(HistoryChecker.FaultsIn(history), Is.Empty, $"seed {seed}");
        Assert.That(history.Count(transaction => transaction.Commit != 0), Is.GreaterThan(Sessions * TransactionsOfEach / 20));
        Assert.That(history.Count(transaction => transaction.Conflicts.Count > 0), Is.GreaterThan(0));
        Assert.That(service.Failure, Is.Null);
    }

    [Test]
    public void The_checker_finds_what_is_forbidden()
    {
        RecordedTransaction one = new(1, 10, 11, Seen(), [5], []);
        Assert.That(HistoryChecker.FaultsIn([one, new(2, 10, 12, Seen(), [5], [])]), Has.One.Contains("overwrote object 5"), "a lost update");
        Assert.That(HistoryChecker.FaultsIn([one, new(2, 10, 12, Seen((5, 1)), [6], [])]), Has.One.Contains("saw version 1"), "a dirty read");
        Assert.That(HistoryChecker.FaultsIn([one, new(2, 11, 12, Seen((5, 0)), [6], [])]), Has.One.Contains("saw version 0"), "an old read");
        Assert.That(HistoryChecker.FaultsIn([one, new(2, 11, 0, Seen(), [5], [5])]), Has.One.Contains("nobody had written"), "a conflict with nobody");
        Assert.That(HistoryChecker.FaultsIn([one, new(2, 10, 0, Seen(), [6], [5])]), Has.One.Contains("had not written"), "a conflict of others");
        Assert.That(HistoryChecker.FaultsIn([one, new(2, 11, 11, Seen(), [6], [])]), Has.One.Contains("commit 11"), "one commit twice");
        Assert.That(HistoryChecker.FaultsIn([one, new(2, 10, 0, Seen((5, 0)), [5], [5]), new(3, 11, 12, Seen((5, 1)), [5], [])]), Is.Empty);
        RecordedTransaction[] skew = [new(1, 10, 11, Seen((5, 0), (6, 0)), [5], []), new(2, 10, 12, Seen((5, 0), (6, 0)), [6], [])];
        Assert.That(HistoryChecker.FaultsIn(skew), Is.Empty, "write skew is allowed");
    }

    private static Dictionary<ulong, long> Seen(params (ulong Id, long Version)[] reads) => reads.ToDictionary(read => read.Id, read => read.Version);

    private static void RunSession(SessionService service, ulong first, int number, Random random, ConcurrentQueue<RecordedTransaction> history)
    {
        using StoneSession session = service.Connect();
        for (int i = 1; i <= TransactionsOfEach; i++)
        {
            history.Enqueue(RunOne(session, first, ((number + 1) * 1_000_000L) + i, random));
            session.MoveView();
        }
    }

    private static RecordedTransaction RunOne(StoneSession session, ulong first, long number, Random random)
    {
        ulong view = session.ViewCommitId;
        Dictionary<ulong, long> reads = [];
        for (int i = random.Next(4); i >= 0; i--)
        {
            ulong read = first + (ulong)random.Next(Objects);
            reads[read] = VersionOf(session, read);
        }

        if (random.Next(4) == 0)
        {
            // Others go on meanwhile, and what was seen must be seen again.
            Thread.Yield();
            foreach ((ulong read, long version) in reads)
            {
                Assert.That(VersionOf(session, read), Is.EqualTo(version));
            }
        }

        ulong[] writes = [.. Enumerable.Range(0, random.Next(3)).Select(_ => first + (ulong)random.Next(Objects)).Distinct()];
        foreach (ulong written in writes)
        {
            session.Stage(Versioned(written, number));
        }

        if (writes.Length == 0)
        {
            return new RecordedTransaction(number, view, 0, reads, [], []);
        }

        CommitReply reply = session.Commit();
        Assert.That(reply.Outcome, Is.Not.EqualTo(CommitOutcome.Refused), reply.Message);
        ulong commit = 0;
        if (reply.Outcome == CommitOutcome.Committed)
        {
            session.FateOf(session.LastRequestId, out commit);
        }

        return new RecordedTransaction(number, view, commit, reads, writes, [.. reply.Conflicts.Select(conflict => conflict.ObjectId)]);
    }

    private static long VersionOf(StoneSession session, ulong id) => BinaryPrimitives.ReadInt64LittleEndian(ObjectRecord.Bytes(session.Find(id)));

    private static byte[] Versioned(ulong id, long version)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, version);
        byte[] record = new byte[ObjectRecord.SizeBytes(0, (uint)bytes.Length)];
        ObjectRecord.Write(record, new RecordHeader { ObjectId = id, ClassId = 1, Format = 16 }, [], bytes);
        return record;
    }
}
