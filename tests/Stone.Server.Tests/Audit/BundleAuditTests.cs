using Shared.ObjectFormat.Pages;
using Stone.Server.Collection;
using Stone.Server.Collector;
using Stone.Server.Storage;
using Stone.Server.Tests.Collection;

namespace Stone.Server.Tests.Audit;

/// <summary>What is wrong with a bundle of leaves is named.</summary>
public sealed unsafe class BundleAuditTests : AuditFixture
{
    protected override StorageSettings Settings => base.Settings with { RecentIds = 0 };

    [Test]
    public void A_bundle_out_of_order_or_with_what_is_not_its_own_is_named()
    {
        ulong bundle = MakeBundle();
        Assert.That(AuditPages().Faults.Lines, Is.Empty);
        Change(bundle, ids => (ids[0], ids[1]) = (ids[1], ids[0]));
        Assert.That(AuditPages().Faults.Lines, Has.Some.Contains($"page {bundle} is damaged: it is no bundle with objects of the leaf from "));
        Change(bundle, ids => (ids[0], ids[1]) = (ids[1], ids[0]));
        Change(bundle, ids => ids[^1] += TableNode.EntryCount);
        Assert.That(AuditPages().Faults.Lines, Has.Some.EndsWith($"page {bundle} is damaged: 1 of its objects are of leaves that it does not stand for"));
    }

    private ulong MakeBundle()
    {
        ulong first = Engine.LeaseObjectIds(Alice, 10_000).First;
        ulong[] all = [.. Enumerable.Range(0, 10_000).Select(i => first + (ulong)i)];
        foreach (ulong[] part in all.Chunk(2000))
        {
            MustCommit(Alice, [.. part.Select(id => Record(id, "knot"))]);
        }
        MustCommit(Alice, Record(20, "root", [.. all.Where((_, i) => i % 250 == 0)]));
        using EngineStone stone = new(Engine);
        using (CollectionRun run = new(stone, CollectionKind.Full, new CollectorSettings { MarkThreads = 1, Share = 0 }))
        {
            Assert.That(run.RunAll(), Is.True);
            stone.End(isWhole: true);
        }
        End(killed: false);
        return PagesOf(PageKind.TableBundle)[^1].Frame;
    }

    private void Change(ulong bundle, Action<Span<ulong>> change) => Rewrite(bundle, page =>
    {
        fixed (byte* first = page)
        {
            change(TableBundle.Ids(first)[..(int)((PageHeader*)first)->Count]);
        }
    });
}
