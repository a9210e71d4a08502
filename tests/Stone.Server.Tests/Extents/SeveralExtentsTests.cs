using Stone.Server.Audit;
using Stone.Server.Commit;
using Stone.Server.Recovery;
using Stone.Server.Storage;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Extents;

/// <summary>A repository of three extents in three folders.</summary>
[Platform("Linux")]
public sealed class SeveralExtentsTests : EngineFixture
{
    private static readonly string[] Three = ["extent0.dbf", "b/extent1.dbf", "c/extent2.dbf"];

    private ulong _first;

    protected override StorageSettings Settings { get; } = new()
    {
        MaximumExtentBytes = [64 << 20],
        ExtentWeights = [1, 2, 1],
        InitialExtentBytes = 1 << 20,
        GrowthBytes = 1 << 20,
        LogSegmentBytes = 1 << 20,
        CheckpointThread = false,
    };

    [SetUp]
    public void AddExtents()
    {
        ExtentNames = Three;
        Restart();
        _first = Engine.LeaseObjectIds(Alice, 1000).First;
    }

    [TearDown]
    public void ForgetExtents() => ExtentNames = [Three[0]];

    [Test]
    public void They_are_added_to_a_repository_and_fill_by_weight()
    {
        Write("one", 0, 400);
        IReadOnlyList<long> sizes = Engine.Statistics().ExtentSizes;
        Assert.That(sizes, Has.Count.EqualTo(3));
        Assert.That((double)sizes[1] / sizes[0], Is.EqualTo(2).Within(0.4), string.Join(' ', sizes));
        Assert.That((double)sizes[2] / sizes[0], Is.EqualTo(1).Within(0.2), string.Join(' ', sizes));
        Restart(killed: true);
        RequireTexts("one", 0, 400);
        RequireClean();
        Restart();
        Write("two", 100, 400);
        Restart();
        RequireTexts("one", 0, 100);
        RequireTexts("two", 100, 400);
        RequireClean();
    }

    [Test]
    public void Without_weights_one_fills_after_the_other()
    {
        StorageSettings settings = Settings with { ExtentWeights = [], MaximumExtentBytes = [8 << 20, 16 << 20, 64 << 20] };
        Restart(settings);
        _first = Engine.LeaseObjectIds(Alice, 1000).First;
        Write("one", 0, 300);
        Assert.That(Engine.Statistics().ExtentSizes, Is.EqualTo(new[] { 8L << 20, 16L << 20 }.Append(Engine.Statistics().ExtentSizes[2])));
        Restart(settings, killed: true);
        RequireTexts("one", 0, 300);
        RequireClean();
    }

    [Test]
    public void A_full_one_is_passed_over_until_all_are_full()
    {
        StorageSettings settings = Settings with { MaximumExtentBytes = [2 << 20, 4 << 20, 8 << 20] };
        Restart(settings);
        _first = Engine.LeaseObjectIds(Alice, 1000).First;
        int written = 0;
        CommitOutcome outcome;
        do
        {
            outcome = Commit(Alice, Large(written, "one"));
        }
        while (outcome.Status == CommitStatus.Committed && ++written < 1000);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Full));
        Assert.That(outcome.Reason, Does.Contain("extent0.dbf").And.Contain("extent1.dbf").And.Contain("extent2.dbf"));
        Assert.That(Engine.Statistics().ExtentSizes, Is.EqualTo(new[] { 2L << 20, 4L << 20, 8L << 20 }));
        Restart(settings, killed: true);
        RequireTexts("one", 0, written);
        RequireClean();
    }

    [Test]
    public void A_missing_one_is_named()
    {
        Write("one", 0, 50);
        Engine.Dispose();
        string path = Path.Combine(Folder, Three[1]);
        File.Move(path, path + ".away");
        AssertRefused(RefusalReason.ExtentMissing, $"{path} is missing: it is extent 1 of 3");
        File.Move(path + ".away", path);
        Restart();
        RequireTexts("one", 0, 50);
    }

    [Test]
    public void Exchanged_foreign_and_stale_ones_are_named()
    {
        Write("one", 0, 50);
        Engine.Dispose();
        string[] paths = [.. Three.Select(name => Path.Combine(Folder, name))];
        byte[][] right = [.. paths.Select(File.ReadAllBytes)];
        File.WriteAllBytes(paths[1], right[2]);
        File.WriteAllBytes(paths[2], right[1]);
        AssertRefused(RefusalReason.Swapped, $"{paths[1]} is extent 2 of its repository, not extent 1");
        File.WriteAllBytes(paths[2], right[2]);
        File.WriteAllBytes(paths[1], [1, 2, 3]);
        AssertRefused(RefusalReason.Truncated, $"{paths[1]}: the extent is truncated");
        File.WriteAllBytes(paths[1], new byte[1 << 20]);
        AssertRefused(RefusalReason.NotAnExtent, $"{paths[1]} is not an extent");
        File.WriteAllBytes(paths[1], right[1]);
        Restart();
        Write("two", 0, 5);
        Restart();
        Engine.Dispose();
        byte[] newer = File.ReadAllBytes(paths[1]);
        File.WriteAllBytes(paths[1], right[1]);
        AssertRefused(RefusalReason.ExtentStale, $"{paths[1]} is stale: it is of checkpoint ");
        File.WriteAllBytes(paths[1], newer);
        byte[] first = File.ReadAllBytes(paths[0]);
        File.WriteAllBytes(paths[0], right[0]);
        AssertRefused(RefusalReason.ExtentStale, $"{paths[0]} is stale: it is of checkpoint ");
        File.WriteAllBytes(paths[0], first);
        Restart();
        RequireTexts("two", 0, 5);
        RequireTexts("one", 5, 50);
    }

    [Test]
    public void One_of_another_repository_is_named()
    {
        Write("one", 0, 50);
        Engine.Dispose();
        string other = Directory.CreateTempSubdirectory("other").FullName;
        string[] theirs = [.. Three.Select(name => Path.Combine(other, name))];
        StorageEngine.Create(Settings, new DiskRepositoryFiles(theirs, [other], Platform), Serilog.Core.Logger.None).Dispose();
        string path = Path.Combine(Folder, Three[2]);
        byte[] right = File.ReadAllBytes(path);
        File.Copy(theirs[2], path, overwrite: true);
        AssertRefused(RefusalReason.ExtentForeign, $"{path} is foreign: it belongs to repository ");
        File.WriteAllBytes(path, right);
        Directory.Delete(other, recursive: true);
        Restart();
        RequireTexts("one", 0, 50);
    }

    [Test]
    public void One_that_holds_pages_cannot_be_left_out_and_an_empty_one_can()
    {
        Write("one", 0, 50);
        Engine.Dispose();
        ExtentNames = Three[..2];
        AssertRefused(RefusalReason.PageDamaged, "but only 2 of 3 extents are named");
        ExtentNames = [.. Three, "d/extent3.dbf"];
        // Nothing is placed in the new one, as it fills last.
        StorageSettings settings = Settings with { ExtentWeights = [] };
        Restart(settings);
        Restart(settings);
        Engine.Dispose();
        ExtentNames = Three;
        Restart(settings);
        RequireTexts("one", 0, 50);
        RequireClean();
        ExtentNames = [.. Three, "d/extent3.dbf"];
        AssertRefused(RefusalReason.ExtentStale, "extent3.dbf is stale");
        File.Delete(Path.Combine(Folder, "d/extent3.dbf"));
        Restart(settings);
    }

    [Test]
    public void A_new_repository_is_not_made_beside_an_extent_that_is_there()
    {
        Engine.Dispose();
        string first = Path.Combine(Folder, Three[0]);
        File.Move(first, first + ".away");
        Directory.Delete(Path.Combine(Folder, "log"), recursive: true);
        Assert.That(
            () => StorageEngine.Create(Settings, Files(), Serilog.Core.Logger.None),
            Throws.TypeOf<StorageException>().With.Message.Contains($"extent1.dbf is there, but {first}, the first extent, is missing"));
        Assert.That(File.Exists(Path.Combine(Folder, Three[1])));
    }

    [Test]
    public void A_copy_of_all_is_one_to_begin_with()
    {
        Write("one", 0, 100);
        Engine.Dispose();
        string copy = Path.Combine(Folder, "copy.dbf");
        using (IRepositoryFiles files = Files())
        {
            Assert.That(new ExtentCopy(files, copy, Platform).Run(), Does.Contain("and 2 more to").And.Contain("copy.1.dbf").And.Contain("copy.2.dbf"));
            Assert.That(() => new ExtentCopy(files, copy, Platform).Run(), Throws.InstanceOf<StorageException>().With.Message.Contains("exists already"));
        }
        string adopted = Path.Combine(Folder, "adopted");
        IRepositoryFiles Adopted(int extents) =>
            new DiskRepositoryFiles([.. Three[..extents].Select(name => Path.Combine(adopted, name))], [adopted], Platform);
        Assert.That(
            () => StorageEngine.CreateFromImage(Settings, Adopted(2), copy, Serilog.Core.Logger.None),
            Throws.InstanceOf<StorageException>().With.Message.Contains("copy.dbf has 3 extents, but DBF_EXTENT_NAMES names 2"));
        StorageEngine.CreateFromImage(Settings, Adopted(3), copy, Serilog.Core.Logger.None).Dispose();
        Array.ForEach(Three, name => File.Copy(Path.Combine(adopted, name), Path.Combine(Folder, name), overwrite: true));
        Directory.Delete(Path.Combine(Folder, "log"), recursive: true);
        Directory.Move(adopted, Path.Combine(Folder, "log"));
        Restart();
        RequireTexts("one", 0, 100);
        RequireClean();
        File.Delete(Path.Combine(Folder, "copy.2.dbf"));
        Assert.That(
            () => StorageEngine.CreateFromImage(Settings, Adopted(3), copy, Serilog.Core.Logger.None),
            Throws.InstanceOf<StorageException>().With.Message.Contains("copy.2.dbf is missing"));
    }

    [Test]
    public void Audits_name_the_extent_of_a_bad_page()
    {
        Write("one", 0, 100);
        Engine.Dispose();
        string path = Path.Combine(Folder, Three[1]);
        using (FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite))
        {
            // The page of a large object: a run begins with the second region at the latest.
            file.Position = file.Length / 2;
            file.Write(new byte[100_000]);
        }
        using IRepositoryFiles files = Files();
        AuditReport report = PageAudit.Run(files);
        Assert.That(report.Faults.Lines, Has.Some.StartsWith($"{path}: page 26843"), report.Format());
    }

    /// <summary>Objects with runs of their own and small ones.</summary>
    private void Write(string text, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            MustCommit(Alice, Large(i, text));
            if (i % 50 == 49)
            {
                Engine.RunCheckpoint();
            }
        }
    }

    private byte[] Large(int index, string text) => Record(_first + (ulong)index, $"{text} {index} " + new string('x', index % 3 == 0 ? 200 : 100_000));

    private void RequireTexts(string text, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            Assert.That(Text(_first + (ulong)i), Does.StartWith($"{text} {i} x"));
        }
    }

    private void RequireClean()
    {
        Engine.Dispose();
        using IRepositoryFiles files = Files();
        Assert.That(PageAudit.Run(files).Faults.Lines, Is.Empty);
        Assert.That(ObjectAudit.Run(files).Faults.Lines, Is.Empty);
    }

    private void AssertRefused(RefusalReason reason, string message)
    {
        RecoveryRefusedException refusal = Assert.Throws<RecoveryRefusedException>(() => StorageEngine.Open(Settings, Files(), Serilog.Core.Logger.None))!;
        Assert.That((refusal.Reason, refusal.Message), Is.EqualTo((reason, refusal.Message)));
        Assert.That(refusal.Message, Does.Contain(message).And.Not.Contain("\n"));
    }
}
