using Shared.ObjectFormat.Objects;
using Stone.Server.Audit;
using Stone.Server.Collection;
using Stone.Server.Collector;
using Stone.Server.Storage;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Collection;

/// <summary>An engine whose garbage is collected on this thread.</summary>
public abstract class CollectionFixture : EngineFixture
{
    protected const ulong Root = 20;
    private protected static readonly CollectorSettings Fast = new() { MarkThreads = 2, Share = 0 };

    [SetUp]
    public void MakeClass() => MustCommit(Alice, Record(new RecordHeader { ObjectId = 12, ClassId = 12, Format = RecordFormat.Class }, []));

    protected ulong[] Commit(int count, string text)
    {
        ulong first = Engine.LeaseObjectIds(Alice, (ulong)count).First;
        ulong[] ids = [.. Enumerable.Range(0, count).Select(i => first + (ulong)i)];
        foreach (ulong[] part in ids.Chunk(500))
        {
            MustCommit(Alice, [.. part.Select(id => Record(id, $"{text} {id - first}", id + 1 < first + (ulong)count && id != part[^1] ? [id + 1] : []))]);
        }
        // The links between the parts.
        MustCommit(Alice, [.. ids.Chunk(500).Select(part => part[^1]).Where(id => id != ids[^1]).Select(id => Record(id, $"{text} {id - first}", id + 1))]);
        return ids;
    }

    private protected CollectionProgress Collect(CollectionKind kind = CollectionKind.Full)
    {
        using EngineStone stone = new(Engine);
        using CollectionRun run = new(stone, kind, Fast);
        Assert.That(run.RunAll(), Is.True);
        stone.End(isWhole: true);
        return run.Progress;
    }

    protected void AssertClean(bool killed = false)
    {
        Restart(killed);
        if (killed)
        {
            Engine.Abandon();
        }
        else
        {
            Engine.Dispose();
        }
        using (IRepositoryFiles files = Files())
        {
            Assert.That(PageAudit.Run(files).Faults.Lines, Is.Empty);
            Assert.That(ObjectAudit.Run(files).Faults.Lines, Is.Empty);
        }
        Engine = StorageEngine.Open(Settings, Files(), Serilog.Core.Logger.None);
    }
}
