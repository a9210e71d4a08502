using System.Text;
using Gem.Vm.Session;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.ObjectFormat.MessagePack;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Sessions;

namespace Stone.Server.Tests.Sessions;

/// <summary>What a gem sees of a stone's session layer, with the system's own calls and with the portable fallback.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed unsafe class SessionTests(bool portable)
{
    private SessionService _service = null!;

    [SetUp]
    public void StartService() => _service = new SessionService(portable);

    [TearDown]
    public void StopService()
    {
        _service.Dispose();
        Assert.That(_service.Failure, Is.Null);
    }

    [Test]
    public void A_login_gives_the_repositorys_facts()
    {
        using StoneSession session = _service.Connect();
        Assert.Multiple(() =>
        {
            Assert.That(session.SessionId, Is.EqualTo(1));
            Assert.That(session.HashSeed, Is.EqualTo(_service.Engine.HashSeed));
            Assert.That(session.RepositoryId, Is.EqualTo(_service.Engine.RepositoryId));
            Assert.That(session.ViewCommitId, Is.EqualTo(_service.Engine.Published.CommitId));
            Assert.That(session.Find(5) == null);
        });
    }

    [Test]
    public void Leased_ids_are_dense_and_never_leased_twice()
    {
        using StoneSession a = _service.Connect();
        using StoneSession b = _service.Connect();
        ulong first = a.LeaseObjectIds(100);
        Assert.That(b.LeaseObjectIds(50), Is.EqualTo(first + 100));
        Assert.That(a.LeaseObjectIds(1), Is.EqualTo(first + 150));
        Assert.That(() => a.LeaseObjectIds(int.MaxValue), Throws.TypeOf<StoneRefusedException>());
    }

    [Test]
    public void A_symbol_has_one_id_in_every_session()
    {
        using StoneSession a = _service.Connect();
        using StoneSession b = _service.Connect();
        SymbolKey[] keys = [new(1, "foo"u8.ToArray()), new(2, "foo"u8.ToArray()), new(1, Array.Empty<byte>())];
        ulong[] ofA = new ulong[3];
        ulong[] ofB = new ulong[3];
        a.InternSymbols(keys, ofA);
        b.InternSymbols(keys, ofB);
        Assert.That(ofB, Is.EqualTo(ofA));
        Assert.That(ofA, Is.Unique);
    }

    [Test]
    public void More_symbols_than_a_slot_takes_are_interned_in_parts()
    {
        using StoneSession session = _service.Connect();
        SymbolKey[] keys = [.. Enumerable.Range(0, 300_000).Select(i => new SymbolKey(1, Encoding.ASCII.GetBytes($"s{i}")))];
        ulong[] ids = new ulong[keys.Length];
        session.InternSymbols(keys, ids);
        Assert.That(ids.Distinct().Count(), Is.EqualTo(keys.Length));
    }

    [Test]
    public void A_commit_moves_the_view_and_tells_what_others_changed_but_not_its_own()
    {
        using StoneSession a = _service.Connect();
        using StoneSession b = _service.Connect();
        ulong id = a.LeaseObjectIds(1);
        ulong other = b.LeaseObjectIds(1);
        a.Stage(Records.Make(id));
        Assert.That(a.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        b.Stage(Records.Make(other));
        CommitReply reply = b.Commit();
        Assert.That(reply.Outcome, Is.EqualTo(CommitOutcome.Committed));
        Assert.That(reply.Change.ChangedIds.ToArray(), Is.EqualTo(new[] { id }));
        Assert.That(reply.Change.NewCommitId, Is.EqualTo(b.ViewCommitId));
        ViewChange change = a.MoveView();
        Assert.That(change.ChangedIds.ToArray(), Is.EqualTo(new[] { other }));
        Assert.That(a.MoveView().IsEmpty);
    }

    [Test]
    public void An_object_id_that_was_not_leased_to_the_session_is_refused()
    {
        using StoneSession a = _service.Connect();
        using StoneSession b = _service.Connect();
        ulong id = a.LeaseObjectIds(1);
        b.Stage(Records.Make(id));
        CommitReply reply = b.Commit();
        Assert.That(reply.Outcome, Is.EqualTo(CommitOutcome.Refused));
        Assert.That(reply.Message, Does.Contain($"{id}"));
    }

    [Test]
    public void The_later_of_two_commits_of_one_object_conflicts_naming_object_and_session()
    {
        using StoneSession a = _service.Connect();
        using StoneSession b = _service.Connect();
        ulong id = a.LeaseObjectIds(1);
        a.Stage(Records.Make(id));
        b.Stage(Records.Make(id));
        Assert.That(a.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        CommitReply reply = b.Commit();
        Assert.That(reply.Outcome, Is.EqualTo(CommitOutcome.Conflict));
        CommitConflict conflict = reply.Conflicts.Single();
        Assert.That(conflict with { TimeMicroseconds = 0 }, Is.EqualTo(new CommitConflict(ConflictKind.WriteWrite, id, a.SessionId)));
        Assert.That(DateTime.UnixEpoch.AddMicroseconds(conflict.TimeMicroseconds), Is.EqualTo(DateTime.UtcNow).Within(1).Minutes);
        Assert.That(reply.Change.IsEmpty);
        b.MoveView();
        b.Stage(Records.Make(id));
        Assert.That(b.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
    }

    [Test]
    public void A_commit_larger_than_the_slot_streams_through_it()
    {
        using StoneSession session = _service.Connect();
        ulong id = session.LeaseObjectIds(10);
        byte[] record = Records.Make(id, 9_000_001, 77);
        // Split at places that have nothing to do with records.
        for (int at = 0; at < record.Length; at += 777_777)
            session.Stage(record.AsSpan(at, Math.Min(777_777, record.Length - at)));
        for (ulong i = 1; i < 10; i++)
            session.Stage(Records.Make(id + i));
        Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        for (ulong i = 0; i < 10; i++)
        {
            Assert.That(session.Find(id + i) != null);
            Assert.That(session.Find(id + i)->RecordBytes, Is.EqualTo(i == 0 ? record.Length : 64));
        }
        Assert.That(ObjectRecord.Bytes(session.Find(id)).SequenceEqual(ObjectRecord.Bytes(record)));
    }

    [Test]
    public void What_a_session_stages_leaves_the_stones_memory_and_goes_with_the_session()
    {
        using StoneSession keeper = _service.Connect();
        ulong first = keeper.LeaseObjectIds(400_000);
        StoneSession dying = _service.Connect();
        ulong id = dying.LeaseObjectIds(1);
        dying.Stage(Records.Make(id, 30_000_000));
        dying.Dispose();
        for (ulong i = 0; i < 400_000; i++)
            keeper.Stage(Records.Make(first + i));
        Assert.That(keeper.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        Assert.That(keeper.Find(first) != null && keeper.Find(first + 399_999) != null);
        Assert.That(keeper.Find(id) == null);
    }

    [Test]
    public void A_commit_of_guards_alone_tells_what_others_changed()
    {
        using StoneSession a = _service.Connect();
        using StoneSession b = _service.Connect();
        ulong guarded = b.LeaseObjectIds(2);
        ulong changed = guarded + 1;
        b.Stage(Records.Make(guarded));
        b.Stage(Records.Make(changed));
        b.Commit();
        a.MoveView();
        b.Stage(Records.Make(changed));
        b.Commit();
        a.Guard([guarded]);
        CommitReply reply = a.Commit();
        Assert.That(reply.Outcome, Is.EqualTo(CommitOutcome.Committed));
        Assert.That(reply.Change.ChangedIds.ToArray(), Does.Contain(changed));
    }

    [Test]
    public void Interning_between_stages_keeps_what_was_staged()
    {
        using StoneSession session = _service.Connect();
        ulong id = session.LeaseObjectIds(2);
        session.Stage(Records.Make(id));
        ulong[] ids = new ulong[1];
        session.InternSymbols([new SymbolKey(1, "x"u8.ToArray())], ids);
        session.InternLayout(ids);
        session.LeaseObjectIds(1);
        session.Stage(Records.Make(id + 1));
        Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        Assert.That(session.Find(id) != null && session.Find(id + 1) != null);
    }

    [Test]
    public void A_commit_over_the_limit_is_refused_whole_and_the_next_one_is_fine()
    {
        using SessionService small = new(portable, commitLimitBytes: 5_000_000);
        using StoneSession session = small.Connect();
        ulong id = session.LeaseObjectIds(2);
        session.Stage(Records.Make(id, 9_000_000));
        CommitReply reply = session.Commit();
        Assert.That(reply.Outcome, Is.EqualTo(CommitOutcome.Refused));
        Assert.That(reply.Message, Does.Contain("5000000 bytes (STN_MAX_COMMIT_SIZE)"));
        session.Stage(Records.Make(id + 1));
        Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        Assert.That(session.Find(id) == null && session.Find(id + 1) != null);
    }

    [Test]
    public void Nonsense_on_the_session_socket_ends_that_connection_only()
    {
        Random random = new(6);
        TestContext.Out.WriteLine("seed 6");
        for (int round = 0; round < 50; round++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
                BitConverter.TryWriteBytes(bytes.AsSpan(), bytes.Length - 4);
            using LocalStream stream = _service.Platform.Connect(_service.SessionSocket);
            stream.Send(bytes);
            stream.Shutdown();
        }
        using StoneSession session = _service.Connect();
        Assert.That(session.SessionId, Is.EqualTo(1));
    }

    [Test]
    public void A_gem_of_another_protocol_version_is_refused_naming_both()
    {
        using LocalStream stream = _service.Platform.Connect(_service.SessionSocket);
        MessagePackWriter writer = new();
        new LoginRequest(99, Environment.ProcessId, "user", "old").WriteTo(writer);
        SessionMessage.Send(stream, writer.Written, []);
        LoginReply reply = LoginReply.Read(SessionMessage.Receive(stream, [], out _));
        Assert.That(reply.Refusal, Is.EqualTo("The gem speaks version 99 of the session protocol, the stone version " + SlotHeader.VersionValue + "."));
    }

    [Test]
    public void Durable_commits_of_many_sessions_share_batches_and_all_succeed()
    {
        const int committers = 6, commits = 40;
        using SessionService durable = new(portable, isDurable: true);
        Parallel.For(0, committers, new ParallelOptions { MaxDegreeOfParallelism = committers }, _ =>
        {
            using StoneSession session = durable.Connect();
            ulong id = session.LeaseObjectIds(1);
            for (int i = 0; i < commits; i++)
            {
                session.Stage(Records.Make(id));
                Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
            }
        });
        RequestCounters counters = durable.Handler.Counters;
        Assert.That(counters.Commits, Is.EqualTo(committers * commits));
        Assert.That(counters.Batches, Is.LessThan(committers * commits));
        TestContext.Out.WriteLine($"{counters.Commits} commits in {counters.Batches} batches, largest {counters.LargestBatch}");
    }

    [Test]
    public void Dropped_data_is_not_committed()
    {
        using StoneSession session = _service.Connect();
        ulong id = session.LeaseObjectIds(2);
        session.Stage(Records.Make(id, 5_000_000));
        session.DropStaged();
        session.Stage(Records.Make(id + 1));
        session.Commit();
        Assert.That(session.Find(id) == null && session.Find(id + 1) != null);
    }

    [Test]
    public void More_changes_than_a_slot_takes_are_told_as_incomplete()
    {
        using StoneSession a = _service.Connect();
        using StoneSession b = _service.Connect();
        ulong id = a.LeaseObjectIds(300_000);
        for (ulong i = 0; i < 300_000; i++)
            a.Stage(Records.Make(id + i));
        Assert.That(a.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        ViewChange change = b.MoveView();
        Assert.That(change.IsComplete, Is.False);
        Assert.That(change.NewCommitId, Is.EqualTo(a.ViewCommitId));
    }

    [Test]
    public void What_became_of_a_commit_is_told_by_its_request_id_to_a_later_session()
    {
        CommitRequestId request;
        ulong committed;
        using (StoneSession session = _service.Connect())
        {
            session.Stage(Records.Make(session.LeaseObjectIds(1)));
            session.Commit();
            request = session.LastRequestId;
            committed = session.ViewCommitId;
        }
        using StoneSession later = _service.Connect();
        Assert.That(later.FateOf(request, out ulong commit), Is.EqualTo(CommitFate.Committed));
        Assert.That(commit, Is.EqualTo(committed));
        Assert.That(later.FateOf(request with { Number = 2 }, out _), Is.EqualTo(CommitFate.Unknown));
    }

    [Test]
    public void A_closed_session_gives_its_view_and_its_number_back()
    {
        StoneSession session = _service.Connect();
        Assert.That(_service.OnLoop(() => _service.Engine.Statistics().SnapshotCount), Is.EqualTo(1));
        session.Dispose();
        Assert.That(() => _service.OnLoop(() => _service.Engine.Statistics().SnapshotCount + _service.Registry.Sessions.Count), Is.Zero.After(5000, 10));
        using StoneSession next = _service.Connect();
        Assert.That(next.SessionId, Is.EqualTo(1));
    }

    [Test]
    public void Too_many_sessions_are_refused_with_the_setting()
    {
        List<StoneSession> sessions = [.. Enumerable.Range(0, 10).Select(_ => _service.Connect())];
        Assert.That(
            () => _service.Connect(),
            Throws.TypeOf<StoneUnreachableException>().With.Message.Contains("10 sessions already, the limit (STN_MAX_SESSIONS)"));
        sessions.ForEach(session => session.Dispose());
    }

    [Test]
    public void A_session_that_the_stone_ended_is_told_why()
    {
        using StoneSession session = _service.Connect();
        Assert.That(_service.Registry.EndAsync(session.SessionId, "a test ends it").Result, Is.True);
        const string said = "Stone \"test\" ended this session: a test ends it; what was not committed is lost.";
        Assert.That(() => session.LeaseObjectIds(1), Throws.TypeOf<StoneUnreachableException>().With.Message.EqualTo(said));
        Assert.That(() => session.Commit(), Throws.TypeOf<StoneUnreachableException>().With.Message.EqualTo(said));
    }

    [Test]
    public void The_old_view_of_a_resting_session_is_taken_and_the_session_resumes_in_the_newest()
    {
        using StoneSession resting = _service.Connect();
        using StoneSession reading = _service.Connect();
        using StoneSession writer = _service.Connect();
        resting.Rest();
        CommitSome(writer, 5);
        Reclaim(new ViewLimits(Backlog: 3, HardBacklog: 0, GraceSeconds: 1));
        // The writer's, and the reader's who does not rest.
        Assert.That(_service.OnLoop(() => _service.Engine.Statistics().SnapshotCount), Is.EqualTo(2));
        Assert.That(() => resting.Find(5), Throws.InvalidOperationException);
        ViewChange change = resting.Resume();
        Assert.That(change.NewCommitId, Is.EqualTo(writer.ViewCommitId));
        Assert.That(change.IsComplete, Is.False);
        Assert.That(resting.Resume().IsEmpty);
    }

    [Test]
    public void A_session_past_the_hard_limit_learns_that_its_view_is_lost_and_can_move_on()
    {
        using StoneSession old = _service.Connect();
        using StoneSession writer = _service.Connect();
        CommitSome(writer, 5);
        Reclaim(new ViewLimits(Backlog: 100, HardBacklog: 3, GraceSeconds: 1000));
        Assert.That(() => old.Resume(), Throws.TypeOf<RepositoryViewLostException>());
        Assert.That(old.MoveView().NewCommitId, Is.EqualTo(writer.ViewCommitId));
        Assert.That(old.Resume().IsEmpty);
    }

    [Test]
    public void A_stone_is_idle_when_it_had_no_session_for_the_limit()
    {
        bool IsDue(int minutes, double later) =>
            _service.OnLoop(() => IdleStop.IsDue(_service.Registry, minutes, DateTime.UtcNow.AddMinutes(later)));
        Assert.That(IsDue(10, 9.9), Is.False);
        Assert.That(IsDue(10, 10.1), Is.True);
        Assert.That(IsDue(0, 1000), Is.False);
        using StoneSession session = _service.Connect();
        Assert.That(IsDue(10, 1000), Is.False);
    }

    [Test]
    public void A_gem_that_writes_nonsense_into_its_slot_only_gets_refusals()
    {
        using StoneSession good = _service.Connect();
        using StoneSession bad = _service.Connect();
        GemSession session = _service.OnLoop(() => _service.Registry.Sessions.Single(s => s.Id == bad.SessionId));
        Random random = new(5);
        TestContext.Out.WriteLine("seed 5");
        SlotHeader* header = session.Header;
        for (int round = 0; round < 2000; round++)
        {
            header->RequestKind = random.Next(-2, 12) is 3 ? 4 : random.Next(-2, 12);
            if (header->RequestKind == (int)SlotRequestKind.Commit)
                continue;
            header->RequestLengthBytes = random.Next(4) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(300);
            header->RequestCount = random.Next(4) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(30);
            header->State = random.Next(-1, 9);
            random.NextBytes(new Span<byte>(session.Arena, 300));
            int sequence = header->RequestSequence + 1;
            Volatile.Write(ref header->RequestSequence, sequence);
            _service.Loop.Post(() => { });
            Assert.That(SpinWait.SpinUntil(() => Volatile.Read(ref session.Header->ReplySequence) == sequence, 5000), $"round {round}");
        }
        good.LeaseObjectIds(1);
    }

    private static void CommitSome(StoneSession writer, int count)
    {
        ulong id = writer.LeaseObjectIds(1);
        for (int i = 0; i < count; i++)
        {
            writer.Stage(Records.Make(id));
            writer.Commit();
        }
    }

    private void Reclaim(ViewLimits limits)
    {
        ViewReclaim reclaim = new(_service.Platform, _service.Registry, _service.Engine, _service.Handler, limits, NullLogger.Instance);
        _service.OnLoop(() =>
        {
            reclaim.Run();
            return 0;
        });
    }
}
