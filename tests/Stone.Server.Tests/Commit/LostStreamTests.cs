using Serilog.Core;
using Stone.Server.Audit;
using Stone.Server.Checkpoint;
using Stone.Server.Commit;
using Stone.Server.Recovery;
using Stone.Server.Storage;
using Stone.Server.Tests.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Tests.Commit;

/// <summary>A log whose beginning was not kept for a stream: its commit is refused by name, at a start as in an audit.</summary>
public sealed class LostStreamTests : EngineFixture
{
    private readonly ForgetfulRules _rules = new();

    protected override StorageSettings Settings => base.Settings with { Rules = _rules };

    [Test]
    public void A_commit_of_a_stream_without_its_pieces_is_refused_with_the_segments_name()
    {
        ulong id = NewId();
        CommitStream stream = Engine.BeginStream();
        Assert.That(Engine.Stage(stream, Record(id, "staged")), Is.Null);
        Engine.RunCheckpoint();
        CommitOutcome outcome = Engine.Commit(Request(Alice) with { Stream = stream });
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Committed));
        Engine.Abandon();
        const string Fault = @"tranlog\d+\.dbf: batch \d+ is damaged: commit \d+ needs stream 1, which the log does not have";
        using (IRepositoryFiles files = Files())
        {
            Assert.That(string.Join('\n', ObjectAudit.Run(files).Faults.Lines), Does.Match(Fault));
        }

        Assert.That(() => StorageEngine.Open(Settings, Files(), Logger.None), Throws.InstanceOf<RecoveryRefusedException>().With.Message.Match(Fault));
    }

    private sealed class ForgetfulRules : CheckpointRules
    {
        public override LogPosition? StreamsForMeta(LogPosition? oldestStart) => null;
    }
}
