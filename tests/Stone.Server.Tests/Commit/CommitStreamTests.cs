using Stone.Server.Audit;
using Stone.Server.Commit;
using Stone.Server.Storage;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Commit;

/// <summary>Commits that come in pieces: nothing is seen of them before the last one, and then all of it.</summary>
public sealed class CommitStreamTests : EngineFixture
{
    private const int Pieces = 8;
    private const int PieceObjects = 50;

    [Test]
    public void Nothing_is_seen_before_the_commit_and_all_of_it_after()
    {
        ulong first = Engine.LeaseObjectIds(Alice, Pieces * PieceObjects).First;
        CommitStream stream = Stream(first, Pieces);
        Assert.That(Text(first), Is.Null);
        CommitOutcome outcome = CommitIt(stream, Record(NewId(), "the last piece"));
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Committed), outcome.Reason);
        AssertAllThere(first);
    }

    [Test]
    public void A_committed_stream_survives_a_kill_also_with_checkpoints_among_its_pieces([Values] bool checkpoint, [Values] bool killed)
    {
        ulong first = Engine.LeaseObjectIds(Alice, Pieces * PieceObjects).First;
        CommitStream stream = Stream(first, Pieces, betweenPieces: () =>
        {
            MustCommit(Bob, Record(NewId(Bob), "another commit meanwhile"));
            if (checkpoint)
            {
                Engine.RunCheckpoint();
            }
        });
        Assert.That(CommitIt(stream).Status, Is.EqualTo(CommitStatus.Committed));
        Restart(killed);
        AssertAllThere(first);
        Engine.Dispose();
        using (IRepositoryFiles files = Files())
        {
            Assert.That(PageAudit.Run(files).Faults.Lines, Is.Empty);
            Assert.That(ObjectAudit.Run(files).Faults.Lines, Is.Empty);
        }

        Restart();
    }

    [Test]
    public void An_audit_sees_a_stream_that_only_the_log_has()
    {
        ulong first = Engine.LeaseObjectIds(Alice, Pieces * PieceObjects).First;
        CommitStream stream = Stream(first, Pieces);
        Engine.RunCheckpoint();
        Assert.That(CommitIt(stream).Status, Is.EqualTo(CommitStatus.Committed));
        Engine.Abandon();
        using (IRepositoryFiles files = Files())
        {
            AuditReport report = ObjectAudit.Run(files);
            Assert.That(report.Faults.Lines, Is.Empty);
            Assert.That(report.Format(), Does.Contain($"{Pieces * PieceObjects} objects changed since the checkpoint"));
        }

        Restart(killed: true);
    }

    [Test]
    public void A_dropped_stream_leaves_nothing()
    {
        Engine.RunCheckpoint();
        long free = Free();
        ulong first = Engine.LeaseObjectIds(Alice, Pieces * PieceObjects).First;
        CommitStream stream = Stream(first, Pieces);
        Assert.That(Free(), Is.LessThan(free));
        Engine.DropStream(stream);
        Assert.That(Free(), Is.EqualTo(free));
        Assert.That(Text(first), Is.Null);
        Restart(killed: true);
        Assert.That(Text(first), Is.Null);

        // Freed from what the file grew by: there is nothing else.
        long Free()
        {
            EngineStatistics figures = Engine.Statistics();
            return figures.FreeBytes - figures.ExtentBytes;
        }
    }

    [Test]
    public void A_stream_that_was_not_committed_is_gone_after_a_restart_and_its_log_too()
    {
        ulong first = Engine.LeaseObjectIds(Alice, Pieces * PieceObjects).First;
        Stream(first, Pieces);
        Engine.RunCheckpoint();
        MustCommit(Bob, Record(NewId(Bob), "after it"));
        Restart(killed: true);
        Assert.That(Text(first), Is.Null);
        EngineStatistics figures = Engine.Statistics();
        Restart();
        Assert.That(Engine.Statistics().FreeBytes + Engine.Statistics().WaitingBytes, Is.EqualTo(figures.FreeBytes + figures.WaitingBytes));
    }

    [Test]
    public void A_stream_conflicts_as_any_commit_does()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "first"));
        Snapshot view = Engine.RegisterSnapshot();
        CommitStream stream = Engine.BeginStream();
        Assert.That(Engine.Stage(stream, Record(id, "in a stream")), Is.Null);
        MustCommit(Bob, Record(id, "meanwhile"));
        CommitOutcome outcome = Engine.Commit(new CommitRequest { SessionId = Alice, Snapshot = view, Stream = stream, Images = ReadOnlyMemory<byte>.Empty });
        Engine.DropStream(stream);
        Assert.That(outcome.Conflicts.Single().ObjectId, Is.EqualTo(id));
        Assert.That(Text(id), Is.EqualTo("meanwhile"));
    }

    [Test]
    public void A_bad_record_in_a_later_piece_refuses_the_stream_by_name()
    {
        ulong id = NewId();
        CommitStream stream = Engine.BeginStream();
        Assert.That(Engine.Stage(stream, Record(id, "good")), Is.Null);
        Assert.That(Engine.Stage(stream, Record(id, "again"))!.Reason, Does.Contain($"object {id} comes twice"));
        Engine.DropStream(stream);
        Assert.That(Text(id), Is.Null);
    }

    [Test]
    public void A_reference_to_an_object_of_another_piece_is_good_and_one_to_nothing_is_not()
    {
        ulong[] ids = [NewId(), NewId(), NewId()];
        CommitStream stream = Engine.BeginStream();
        Assert.That(Engine.Stage(stream, Record(ids[0], "a", ids[1])), Is.Null);
        Assert.That(CommitIt(stream, Record(ids[1], "b", ids[0])).Status, Is.EqualTo(CommitStatus.Committed));
        CommitStream other = Engine.BeginStream();
        Assert.That(Engine.Stage(other, Record(NewId(), "c", ids[2])), Is.Null);
        Assert.That(CommitIt(other).Reason, Does.Contain($"refers to object {ids[2]}, which does not exist"));
        Engine.DropStream(other);
    }

    private CommitStream Stream(ulong first, int pieces, Action? betweenPieces = null)
    {
        CommitStream stream = Engine.BeginStream();
        for (int piece = 0; piece < pieces; piece++)
        {
            ulong start = first + (ulong)(piece * PieceObjects);
            byte[] images = [.. Enumerable.Range(0, PieceObjects).SelectMany(i => Record(start + (ulong)i, TextOf(start + (ulong)i)))];
            Assert.That(Engine.Stage(stream, images), Is.Null);
            betweenPieces?.Invoke();
        }

        return stream;
    }

    private CommitOutcome CommitIt(CommitStream stream, params byte[][] records)
    {
        Snapshot view = Engine.RegisterSnapshot();
        CommitOutcome outcome = Engine.Commit(Request(Alice, view, records) with { Stream = stream });
        Engine.ReleaseSnapshot(view);
        return outcome;
    }

    private void AssertAllThere(ulong first)
    {
        for (ulong id = first; id < first + (Pieces * PieceObjects); id++)
        {
            Assert.That(Text(id), Is.EqualTo(TextOf(id)));
        }
    }

    // Every tenth is larger than a page.
    private static string TextOf(ulong id) => new((char)('a' + (id % 26)), id % 10 == 0 ? 40_000 : 100);
}
