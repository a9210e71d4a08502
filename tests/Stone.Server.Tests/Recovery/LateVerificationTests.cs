using Shared.ObjectFormat.Pages;
using Stone.Server.Commit;
using Stone.Server.Recovery;
using Stone.Server.Storage;
using Stone.Server.Tests.Audit;

namespace Stone.Server.Tests.Recovery;

/// <summary>
/// A repository that is too large to be verified before the start: damage stops the engine when it comes upon it, and is
/// never sealed as good.
/// </summary>
public sealed class LateVerificationTests : AuditFixture
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    protected override StorageSettings Settings { get; } = new()
    {
        MaximumExtentBytes = [256L << 20],
        InitialExtentBytes = 1 << 20,
        GrowthBytes = 1 << 20,
        LogSegmentBytes = 1 << 20,
        CheckpointThread = false,
        PageVerificationBytes = 0,
        VerificationPause = TimeSpan.Zero,
    };

    [Test]
    public void A_damaged_node_stops_the_engine_when_a_commit_comes_upon_it()
    {
        ulong leaf = FillAndDamage(() => EntryOf(Objects[^1]).Leaf);
        Open(Never);
        Assert.That(() => MustCommit(Alice, Record(Objects[^1], "new")), Throws.TypeOf<StorageFailedException>().With.Message.EqualTo(Fault(leaf)));
        RequireRefused(leaf);
    }

    [Test]
    public void A_damaged_node_stops_the_engine_when_a_reference_leads_to_it()
    {
        ulong leaf = FillAndDamage(() => EntryOf(Objects[^1]).Leaf);
        Open(Never);
        Assert.That(() => MustCommit(Alice, Record(NewId(), "new", Objects[^1])), Throws.TypeOf<StorageFailedException>().With.Message.EqualTo(Fault(leaf)));
        RequireRefused(leaf);
    }

    [Test]
    public void A_damaged_node_that_the_log_leads_to_refuses_the_start()
    {
        Fill();
        MustCommit(Alice, Record(Objects[^1], "late"));
        End(killed: true);
        ulong leaf = EntryOf(Objects[^1]).Leaf;
        Flip(ExtentPath, ((long)leaf * Frame.SizeBytes) + 3000);
        Assert.That(() => Open(Never), Throws.TypeOf<RecoveryRefusedException>().With.Message.EqualTo(Fault(leaf)));
    }

    [Test]
    public void Damage_that_nobody_comes_upon_is_found_by_and_by([Values("node", "root", "page", "run")] string what)
    {
        ulong page = FillAndDamage(() => what switch
        {
            "node" => EntryOf(Objects[^1]).Leaf,
            "root" => NewestMeta().RootFrame,
            "page" => EntryOf(Objects[^1]).Entry.FirstFrame,
            _ => EntryOf(Objects[7]).Entry.FirstFrame,
        });
        try
        {
            Open(TimeSpan.Zero);
            Engine.WaitForVerification();
            Assert.That(() => NewId(), Throws.TypeOf<StorageFailedException>().With.Message.EqualTo(Fault(page)));
        }
        catch (RecoveryRefusedException refused) when (what == "root")
        {
            // Symbols are read through it.
            Assert.That(refused.Message, Is.EqualTo(Fault(page)));
        }
        RequireRefused(page);
    }

    [Test]
    public void A_node_in_the_place_of_another_is_found_though_it_is_whole()
    {
        Fill();
        End(killed: false);
        (ulong leaf, ulong other) = (EntryOf(Objects[^1]).Leaf, EntryOf(Objects[0]).Leaf);
        Assert.That(leaf, Is.Not.EqualTo(other));
        // As if a write had been lost: what stood there before belonged elsewhere.
        Rewrite(leaf, node => BitConverter.TryWriteBytes(node.AsSpan(48), PagesOf(PageKind.TableLeaf).Single(page => page.Frame == other).Header.FirstObjectId));
        Open(TimeSpan.Zero);
        Engine.WaitForVerification();
        Assert.That(() => NewId(), Throws.TypeOf<StorageFailedException>().With.Message.Match($"page {leaf} is damaged: it is the node of objects from "));
    }

    [Test]
    public void Pages_that_are_replaced_while_they_are_verified_are_no_false_alarm([Values(1, 2, 3, 4)] int seed)
    {
        Random random = new(seed);
        Fill();
        End(killed: true);
        int reads = 0;
        bool isReplacing = false;
        StorageEngine? engine = null;
        using ManualResetEventSlim isOpen = new();
        ObservedFiles files = new(Files(), bytes =>
        {
            // The sweep reads a page's header without the gate.
            if (!isReplacing && Thread.CurrentThread.Name == "verification" && bytes == PageHeader.SizeBytes && reads++ % 2 == 0)
            {
                isOpen.Wait();
                isReplacing = true;
                CommitAndCheckpoint(engine!, random);
                isReplacing = false;
            }
        });
        using (engine = StorageEngine.Open(Settings, files, Serilog.Core.Logger.None))
        {
            isOpen.Set();
            engine.WaitForVerification();
            Assert.That(() => CommitAndCheckpoint(engine, random), Throws.Nothing, $"seed {seed}");
        }
        Assert.That(reads, Is.GreaterThan(8), $"seed {seed}");
        Assert.That(AuditPages().Faults.Lines, Is.Empty, $"seed {seed}");
    }

    [Test]
    public void A_stop_does_not_wait_for_it_and_the_next_start_goes_on()
    {
        Fill();
        Restart(Settings with { VerificationPause = Never });
        MustCommit(Alice, Record(Objects[3], "new"));
        Restart();
        Engine.WaitForVerification();
        Assert.That(Text(Objects[3]), Is.EqualTo("new"));
    }

    private void CommitAndCheckpoint(StorageEngine engine, Random random)
    {
        byte[][] records = [.. Objects.Where(_ => random.Next(20) == 0).Select(id => Record(id, $"new {random.Next()}"))];
        Snapshot view = engine.RegisterSnapshot();
        CommitOutcome outcome = engine.Commit(Request(Alice, view, records));
        engine.ReleaseSnapshot(view);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Committed), outcome.Reason);
        engine.RunCheckpoint();
    }

    private ulong FillAndDamage(Func<ulong> page)
    {
        Fill();
        End(killed: false);
        ulong frame = page();
        Flip(ExtentPath, ((long)frame * Frame.SizeBytes) + 3000);
        return frame;
    }

    private void Open(TimeSpan pause) => Restart(Settings with { VerificationPause = pause }, killed: true);

    private string Fault(ulong page) => $"{ExtentPath}: page {page} is damaged: its checksum is wrong";

    /// <summary>A start that verifies everything finds the same damage.</summary>
    private void RequireRefused(ulong page)
    {
        Engine.Abandon();
        Assert.That(
            () => Restart(Settings with { PageVerificationBytes = long.MaxValue }, killed: true),
            Throws.TypeOf<RecoveryRefusedException>().With.Message.EqualTo(Fault(page)));
    }
}
