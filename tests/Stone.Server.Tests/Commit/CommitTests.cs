using Shared.ObjectFormat.Objects;
using Stone.Server.Commit;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Commit;

/// <summary>What sessions see of commits and conflicts.</summary>
public sealed class CommitTests : EngineFixture
{
    [Test]
    public void A_committed_object_is_read_by_all_and_survives_a_kill()
    {
        ulong id = NewId();
        ulong commit = MustCommit(Alice, Record(id, "hello"));
        Assert.That(Text(id), Is.EqualTo("hello"));
        Restart(killed: true);
        Assert.That(Text(id), Is.EqualTo("hello"));
        Assert.That(Engine.Published.CommitId, Is.EqualTo(commit));
    }

    [Test]
    public void A_view_keeps_what_it_began_with()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "old"));
        Snapshot view = Engine.RegisterSnapshot();
        for (int i = 0; i < 200; i++)
        {
            MustCommit(Alice, Record(id, $"new {i}"));
        }
        Engine.RunCheckpoint();
        MustCommit(Bob, Record(id, "newest"));
        Assert.That(Text(id, view.State), Is.EqualTo("old"));
        Assert.That(Text(id), Is.EqualTo("newest"));
    }

    [Test]
    public void The_later_of_two_commits_of_one_object_conflicts_and_names_it_and_the_winner()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "first"));
        CommitRequest late = Request(Alice, Record(id, "Alice's"));
        ulong winner = MustCommit(Bob, Record(id, "Bob's"));
        CommitOutcome outcome = Engine.Commit(late);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That(outcome.Conflicts, Is.EqualTo(new[] { new CommitConflict(id, winner, Bob, ConflictKind.WriteWrite) }));
        Assert.That(Text(id), Is.EqualTo("Bob's"));
    }

    [Test]
    public void Commits_of_different_objects_do_not_conflict()
    {
        ulong first = NewId();
        ulong second = NewId();
        MustCommit(Alice, Record(first, "1"), Record(second, "2"));
        CommitRequest late = Request(Alice, Record(first, "1a"));
        MustCommit(Bob, Record(second, "2b"));
        Assert.That(Engine.Commit(late).Status, Is.EqualTo(CommitStatus.Committed));
    }

    [Test]
    public void Within_a_batch_a_later_request_sees_the_earlier_ones()
    {
        ulong id = NewId();
        ulong other = NewId();
        MustCommit(Alice, Record(id, "start"), Record(other, "start"));
        CommitOutcome[] outcomes = Engine.CommitBatch(
            [Request(Alice, Record(id, "a")), Request(Bob, Record(id, "b")), Request(Bob, Record(other, "b"))]);
        Assert.That(outcomes.Select(outcome => outcome.Status), Is.EqualTo(new[] { CommitStatus.Committed, CommitStatus.Conflict, CommitStatus.Committed }));
        Assert.That(outcomes[1].Conflicts[0].SessionId, Is.EqualTo(Alice));
        Assert.That(Text(id), Is.EqualTo("a"));
        Assert.That(Text(other), Is.EqualTo("b"));
    }

    [Test]
    public void A_guarded_read_conflicts_with_a_write_and_an_unguarded_one_does_not()
    {
        ulong read = NewId();
        ulong written = NewId();
        MustCommit(Alice, Record(read, "r"), Record(written, "w"));
        CommitRequest guarded = Request(Alice, Record(written, "w2")) with { GuardedReads = new[] { read } };
        CommitRequest unguarded = Request(Alice, Record(written, "w3"));
        MustCommit(Bob, Record(read, "r2"));
        CommitOutcome outcome = Engine.Commit(guarded);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That((outcome.Conflicts[0].ObjectId, outcome.Conflicts[0].Kind), Is.EqualTo((read, ConflictKind.ReadWrite)));
        Assert.That(Engine.Commit(unguarded).Status, Is.EqualTo(CommitStatus.Committed));
    }

    [Test]
    public void An_index_entry_and_a_change_of_what_it_was_derived_from_conflict_whichever_comes_first()
    {
        ulong indexed = NewId();
        ulong entry = NewId();
        MustCommit(Alice, Record(indexed, "key 1"), Record(entry, ""));
        CommitRequest late = Request(Alice, Record(entry, "key 1")) with { Dependencies = new[] { indexed } };
        MustCommit(Bob, Record(indexed, "key 2"));
        CommitConflict conflict = Engine.Commit(late).Conflicts.Single();
        Assert.That((conflict.ObjectId, conflict.Kind, conflict.SessionId), Is.EqualTo((indexed, ConflictKind.WriteDependency, Bob)));

        CommitRequest unaware = Request(Bob, Record(indexed, "key 3"));
        CommitRequest other = Request(Bob, Record(NewId(Bob), "nothing to do with it"));
        CommitRequest aware = Request(Alice, Record(entry, "key 2")) with { Dependencies = new[] { indexed } };
        Assert.That(Engine.Commit(aware).Status, Is.EqualTo(CommitStatus.Committed));
        conflict = Engine.Commit(unaware).Conflicts.Single();
        Assert.That((conflict.ObjectId, conflict.Kind, conflict.SessionId), Is.EqualTo((indexed, ConflictKind.WriteDependency, Alice)));
        Assert.That(Engine.Commit(other).Status, Is.EqualTo(CommitStatus.Committed));
        MustCommit(Bob, Record(indexed, "key 3"));
        Assert.That(Text(indexed), Is.EqualTo("key 3"));
    }

    [Test]
    public void A_view_older_than_the_remembered_dependencies_conflicts_with_what_it_writes()
    {
        Restart(Settings with { DependencyLimit = 2 });
        ulong[] ids = [NewId(), NewId(), NewId(), NewId()];
        MustCommit(Alice, [.. ids.Select(id => Record(id, "old"))]);
        CommitRequest old = Request(Bob, Record(ids[3], "from an old view"));
        foreach (ulong id in ids[..3])
        {
            Snapshot view = Engine.RegisterSnapshot();
            Engine.Commit(Request(Alice, view, Record(NewId(), "entry")) with { Dependencies = new[] { id } });
            Engine.ReleaseSnapshot(view);
        }

        Assert.That(Engine.Commit(old).Conflicts.Single().Kind, Is.EqualTo(ConflictKind.WriteDependency));
        MustCommit(Bob, Record(ids[3], "from a new view"));
    }

    [Test]
    public void Writing_a_removed_object_and_referring_to_it_conflict()
    {
        ulong id = NewId();
        ulong holder = NewId();
        MustCommit(Alice, Record(id, "doomed"));
        CommitRequest write = Request(Alice, Record(id, "again"));
        CommitRequest refer = Request(Alice, Record(holder, "", id));
        MustCommit(Bob, Removal(id));
        Assert.That(Text(id), Is.Null);
        Assert.That(Engine.Commit(write).Conflicts[0].Kind, Is.EqualTo(ConflictKind.WriteRemoved));
        Assert.That(Engine.Commit(refer).Conflicts[0].Kind, Is.EqualTo(ConflictKind.ReferenceToRemoved));
        Restart(killed: true);
        Assert.That(Text(id), Is.Null);
    }

    [Test]
    public void Objects_of_any_size_come_back([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        var contents = new Dictionary<ulong, byte[]>();
        foreach (int sizeBytes in new[] { 0, 1, 15, 16, 16_000, 16_271, 16_272, 16_273, 100_000, 3_000_000 })
        {
            byte[] bytes = new byte[sizeBytes];
            random.NextBytes(bytes);
            contents[NewId()] = bytes;
        }
        MustCommit(Alice, [.. contents.Select(pair => Record(new RecordHeader { ObjectId = pair.Key, ClassId = 12 }, pair.Value))]);
        for (int round = 0; round < 3; round++)
        {
            foreach ((ulong id, byte[] bytes) in contents)
            {
                Assert.That(Bytes(id).SequenceEqual(bytes), Is.True, $"seed {seed}, {bytes.Length} bytes, round {round}");
            }
            Restart(killed: round == 0);
        }
    }

    [Test]
    public void A_request_that_was_committed_is_not_committed_again_not_even_after_a_restart()
    {
        ulong id = NewId();
        CommitRequest request = Request(Alice, Record(id, "once")) with { RequestId = Guid.NewGuid() };
        ulong commit = Engine.Commit(request).CommitId;
        Assert.That(Engine.Commit(request).CommitId, Is.EqualTo(commit));
        foreach (bool killed in new[] { true, false, true })
        {
            Restart(killed);
            Assert.That(Engine.TryFindOutcome(request.RequestId, out ulong found), Is.True);
            Assert.That(found, Is.EqualTo(commit));
        }
        Assert.That(Engine.TryFindOutcome(Guid.NewGuid(), out _), Is.False);
    }

    [Test]
    public void Views_that_move_learn_what_was_changed()
    {
        ulong first = NewId();
        ulong second = NewId();
        ulong start = MustCommit(Alice, Record(first, "1"), Record(second, "2"));
        ulong next = MustCommit(Bob, Record(second, "2b"));
        MustCommit(Bob, Record(first, "1b"));
        var changed = new List<ulong>();
        Assert.That(Engine.TryCollectChanges(start, next, changed), Is.True);
        Assert.That(changed, Is.EqualTo(new[] { second }));
        Restart();
        Assert.That(Engine.TryCollectChanges(start, Engine.Published.CommitId, changed), Is.False, "too long ago");
    }

    [Test]
    public void More_than_65536_commits_go_under_one_view()
    {
        Restart(Settings with { SyncCommits = false });
        ulong id = NewId();
        MustCommit(Alice, Record(id, "at first"));
        Snapshot view = Engine.RegisterSnapshot();
        for (int i = 0; i < 66_000; i++)
        {
            MustCommit(Bob, Record(id, $"{i}"));
        }
        Assert.That(Text(id, view.State), Is.EqualTo("at first"));
        Assert.That(Engine.Statistics().ExtentBytes, Is.LessThan(64 << 20));
        Engine.ReleaseSnapshot(view);
    }

    [Test]
    public void A_request_without_objects_changes_nothing()
    {
        ulong before = Engine.Published.CommitId;
        CommitOutcome outcome = Engine.Commit(Request(Alice));
        Assert.That((outcome.Status, outcome.CommitId, Engine.Published.CommitId), Is.EqualTo((CommitStatus.Committed, before, before)));
    }

    private unsafe byte[] Bytes(ulong id)
    {
        RecordHeader* record = Shared.ObjectFormat.Cache.ObjectTableReader.Find(Engine.ExtentBase, Engine.Published.RootFrame, Engine.Published.Depth, id);
        return ObjectRecord.Bytes(record).ToArray();
    }
}
