using System.Runtime.InteropServices;
using Serilog.Core;
using Shared.ObjectFormat.Pages;
using Stone.Server.Audit;
using Stone.Server.Checkpoint;
using Stone.Server.Commit;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;
using Stone.Server.Recovery;
using Stone.Server.Storage;
using Stone.Server.Tests.Audit;

namespace Stone.Server.Tests.Recovery;

/// <summary>Recovery takes what is used from the map of space, which is what a walk of the object table finds.</summary>
public sealed class SpaceMapTests : AuditFixture
{
    private readonly Dictionary<ulong, string> _model = [];

    protected override StorageSettings Settings { get; } = new()
    {
        MaximumExtentBytes = [64 << 20],
        InitialExtentBytes = 1 << 20,
        GrowthBytes = 1 << 20,
        LogSegmentBytes = 1 << 20,
        CheckpointThread = false,
        ExtentWeights = [1, 2, 1],
        PageVerificationBytes = 0,
        VerificationPause = TimeSpan.Zero,
    };

    [TearDown]
    public void ForgetExtents() => ExtentNames = ["extent0.dbf"];

    [Test]
    [Platform("Linux")]
    public void It_is_what_a_walk_finds_whatever_was_committed_held_or_staged([Range(1, 10)] int seed)
    {
        Random random = new(seed);
        _model.Clear();
        ExtentNames = seed % 2 == 0 ? ["extent0.dbf", "extent0.1.dbf", "extent0.2.dbf"] : ["extent0.dbf"];
        Restart();
        for (int round = 0; round < 12; round++)
        {
            List<Snapshot> views = [];
            List<CommitStream> streams = [];
            for (int step = random.Next(5, 40); step > 0; step--)
            {
                Step(random, views, streams);
            }
            Engine.RunCheckpoint();
            RequireMapIsWalk(seed);
            CommitSome(random);
            Restart(killed: random.Next(2) == 0);
            RequireMapIsWalk(seed);
            Assert.That(_model.All(pair => Text(pair.Key) == pair.Value), Is.True, $"seed {seed}, round {round}");
            Assert.That(Engine.Statistics().ObjectCount, Is.EqualTo(_model.Count), $"seed {seed}, round {round}");
        }
        Engine.WaitForVerification();
        EngineStatistics figures = Engine.Statistics();
        Engine.Abandon();
        Assert.That(AuditPages(out long unreachedBytes).Faults.Lines, Is.Empty, $"seed {seed}");
        Assert.That(unreachedBytes, Is.EqualTo(figures.FreeBytes + figures.WaitingBytes), $"seed {seed}");
    }

    [Test]
    public void With_it_a_start_reads_the_map_and_not_the_table()
    {
        ulong first = Engine.LeaseObjectIds(Alice, 40_000).First;
        MustCommit(Alice, [.. Enumerable.Range(0, 40_000).Select(i => Record(first + (ulong)i, $"object {i}"))]);
        End(killed: false);
        long withMap = BytesReadByAStart(out List<string> lines);
        Assert.That(lines, Has.None.Contains("damaged"));
        DamageMap();
        long withWalk = BytesReadByAStart(out lines);
        Assert.That(lines.Single(line => line.Contains("damaged")), Does.Match($"^Warning: {ExtentPath}: page \\d+ is damaged: .*; the object table is walked"));
        Assert.That(withWalk, Is.GreaterThan(10 * withMap));
    }

    [Test]
    public void A_damaged_one_loses_nothing_and_the_next_is_whole([Values(0, 30, 62, 64, 90, 4000)] int offset, [Values] bool isSmall)
    {
        StorageSettings settings = Settings with { PageVerificationBytes = isSmall ? long.MaxValue : 0 };
        Fill();
        End(killed: true);
        Flip(ExtentPath, ((long)NewestMeta().SpaceMapFrame * Frame.SizeBytes) + offset);
        LoggedLines log = new();
        using (StorageEngine engine = StorageEngine.Open(settings, Files(), log.Logger()))
        {
            engine.WaitForVerification();
        }
        Assert.That(log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)), Is.EqualTo(1), string.Join('\n', log.Lines));
        Assert.That(AuditPages().Faults.Lines, Is.Empty);
        RequireContents();
    }

    [Test]
    public void A_repository_on_an_image_takes_its_map()
    {
        Fill();
        End(killed: false);
        string image = Path.Combine(Folder, "image.dbf");
        File.Move(ExtentPath, image);
        Directory.Delete(LogFolder, recursive: true);
        LoggedLines log = new();
        StorageEngine.CreateFromImage(Settings, Files(), image, log.Logger()).Dispose();
        Assert.That(log.Lines, Has.None.StartsWith("Warning"));
        Assert.That(AuditPages().Faults.Lines, Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public void An_extent_that_holds_nothing_is_not_in_it_and_may_be_left_out()
    {
        Fill();
        ExtentNames = ["extent0.dbf", "extent0.1.dbf"];
        Restart(Settings with { ExtentWeights = [] });
        End(killed: true);
        ExtentNames = ["extent0.dbf"];
        LoggedLines log = new();
        StorageEngine.Open(Settings, Files(), log.Logger()).Dispose();
        Assert.That(log.Lines, Has.None.StartsWith("Warning"));
    }

    [Test]
    public void What_it_says_wrongly_is_a_fault_in_the_audit()
    {
        Fill();
        End(killed: false);
        ulong page = EntryOf(Objects[30]).Entry.FirstFrame;
        ulong map = NewestMeta().SpaceMapFrame;
        RequireFault(page, (ref SpaceMapEntry entry) => entry.LiveRecords[PageOf(page)]++, $"page {map} is damaged: it counts \\d+ records in page {page}, but the table has \\d+");
        RequireFault(page, (ref SpaceMapEntry entry) => entry.UsedFrames &= ~(15UL << (int)(page % 64)), $"page {map} is damaged: it says that page {page} is free, but it is in use");
        ulong root = NewestMeta().RootFrame;
        RequireFault(root, (ref SpaceMapEntry entry) => entry.UsedFrames |= 1UL << 60, $"page {map} is damaged: it says that page {(root / 64 * 64) + 60} is in use, but nothing reaches it");
        Assert.That(AuditPages().Faults.Lines, Is.Empty, "all of it was taken back");
    }

    private delegate void Change(ref SpaceMapEntry entry);

    private static int PageOf(ulong frame) => (int)(frame % 64 / Frame.PerDataPage);

    /// <summary>Changes what the map says of the region of a frame, looks at the audit, and takes it back.</summary>
    private void RequireFault(ulong frame, Change change, string expected)
    {
        byte[] before = File.ReadAllBytes(ExtentPath);
        Meta meta = NewestMeta();
        Rewrite(meta.SpaceMapFrame, run =>
        {
            foreach (ref SpaceMapEntry entry in MemoryMarshal.Cast<byte, SpaceMapEntry>(run.AsSpan(PageHeader.SizeBytes)[..(4032 / 48 * 48)]))
            {
                if (entry.UsedFrames != 0 && entry.Region == frame / 64)
                {
                    change(ref entry);
                }
            }
        });
        meta.SpaceMapChecksum = PagesOf(PageKind.SpaceMap).Single(page => page.Frame == meta.SpaceMapFrame).Header.Checksum;
        using (FileStream file = new(ExtentPath, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = (long)(meta.Generation % 2) * Frame.SizeBytes;
            file.Write(MetaBlock.Seal(meta));
        }
        Assert.That(AuditPages().Faults.Lines, Has.Some.Match(expected));
        File.WriteAllBytes(ExtentPath, before);
    }

    private void Step(Random random, List<Snapshot> views, List<CommitStream> streams)
    {
        switch (random.Next(12))
        {
            case 0:
                views.Add(Engine.RegisterSnapshot());
                break;
            case 1 when views.Count > 0:
                Engine.ReleaseSnapshot(views[0]);
                views.RemoveAt(0);
                break;
            case 2:
                Engine.RunCheckpoint();
                break;
            case 3:
                streams.Add(Engine.BeginStream());
                break;
            case 4 or 5 when streams.Count > 0:
                Assert.That(Engine.Stage(streams[^1], Records(random, out _)), Is.Null);
                break;
            case 6 when streams.Count > 0:
                EndStream(random, streams);
                break;
            default:
                CommitSome(random);
                break;
        }
    }

    private void EndStream(Random random, List<CommitStream> streams)
    {
        CommitStream stream = streams[^1];
        streams.RemoveAt(streams.Count - 1);
        if (stream.PieceCount > 0 && random.Next(3) > 0)
        {
            Snapshot view = Engine.RegisterSnapshot();
            CommitOutcome outcome = Engine.Commit(Request(Alice, view) with { Stream = stream });
            Engine.ReleaseSnapshot(view);
            Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Committed), outcome.Reason);
            foreach (ulong id in stream.Objects.Select(staged => staged.ObjectId))
            {
                _model[id] = Text(id)!;
            }
        }
        Engine.DropStream(stream);
    }

    private void CommitSome(Random random)
    {
        byte[] images = Records(random, out Dictionary<ulong, string> texts);
        List<ulong> removed = [.. _model.Keys.Where(id => !texts.ContainsKey(id) && random.Next(30) == 0)];
        MustCommit(Alice, [images, .. removed.Select(Removal)]);
        removed.ForEach(id => _model.Remove(id));
        foreach ((ulong id, string text) in texts)
        {
            _model[id] = text;
        }
    }

    /// <summary>New objects and some that are there, small and large.</summary>
    private byte[] Records(Random random, out Dictionary<ulong, string> texts)
    {
        texts = [];
        int count = random.Next(1, 30);
        ulong first = Engine.LeaseObjectIds(Alice, (ulong)count * 20).First;
        for (int i = 0; i < count; i++)
        {
            ulong id = first + (ulong)random.Next(count * 20);
            texts[id] = $"{id} " + new string('x', random.Next(25) == 0 ? random.Next(16_000, 400_000) : random.Next(900));
        }
        return [.. texts.SelectMany(pair => Record(pair.Key, pair.Value))];
    }

    /// <summary>Compares allocator and usage as the map fills them with those of a walk; both read the files by position.</summary>
    private void RequireMapIsWalk(int seed)
    {
        using ImageFiles files = new(ExtentPath, Platform);
        using ExtentSet extents = ExtentOpening.Open(files, _ => long.MaxValue, out MetaChoice choice);
        Action<ulong, string> fault = (frame, what) => Assert.Fail($"seed {seed}: {RepositoryRecovery.PageFault(extents, frame, what)}");
        FrameAllocator walked = AuditedMeta.Frames(extents), loaded = AuditedMeta.Frames(extents);
        PageUsage walkedUsage = new(), loadedUsage = new();
        TableVerifier walk = new(new PageVerifier(extents, choice.Meta, fault), choice.Meta, walked, walkedUsage);
        walk.Verify(long.MaxValue);
        SpaceMap map = SpaceMapRun.Read(extents, choice.Meta, loaded, fault)!;
        map.Load(loaded, loadedUsage);
        Assert.That(Figures(loaded), Is.EqualTo(Figures(walked)), $"seed {seed}");
        Assert.That(choice.Meta.ObjectCount, Is.EqualTo(walk.ObjectCount), $"seed {seed}");
        foreach (int region in walked.Regions)
        {
            Assert.That((loaded.KindOf(region), loaded.FreeFramesOf(region)), Is.EqualTo((walked.KindOf(region), walked.FreeFramesOf(region))), $"seed {seed}, region {region}");
            for (ulong frame = (ulong)region * 64; frame < ((ulong)region + 1) * 64; frame += Frame.PerDataPage)
            {
                Assert.That(loadedUsage[frame], Is.EqualTo(walkedUsage[frame]), $"seed {seed}, page {frame}");
            }
        }
        Assert.That(BytesOf(map).SequenceEqual(BytesOf(SpaceMap.Of(SpaceCopy.Of(walked, walkedUsage), new CheckpointRules()))), Is.True, $"seed {seed}");
    }

    private static byte[] BytesOf(SpaceMap map) => MemoryMarshal.AsBytes(map.Entries.ToArray().AsSpan()).ToArray();

    private static string Figures(FrameAllocator space) =>
        $"{space.FreeRegions} regions, {space.FreeNodeFrames} nodes, {space.FreePages} pages, {space.FreeRunFrames} of runs, {space.FreeFrames} frames";

    private void DamageMap() => Flip(ExtentPath, ((long)NewestMeta().SpaceMapFrame * Frame.SizeBytes) + 70);

    /// <summary>Starts and stops; what the start itself has read of the extent.</summary>
    private long BytesReadByAStart(out List<string> lines)
    {
        int starter = Environment.CurrentManagedThreadId;
        long read = 0;
        LoggedLines log = new();
        ObservedFiles files = new(Files(), bytes => read += Environment.CurrentManagedThreadId == starter ? bytes : 0);
        using StorageEngine engine = StorageEngine.Open(Settings, files, log.Logger());
        long atStart = read;
        lines = [.. log.Lines];
        return atStart;
    }
}
