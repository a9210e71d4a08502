using System.Runtime.InteropServices;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Pages;
using Stone.Server.Audit;
using Stone.Server.Checkpoint;
using Stone.Server.Recovery;
using Stone.Server.Storage;

namespace CrashSimulation;

/// <summary>Files that are not whole are refused by name; what a crash leaves is not.</summary>
public sealed unsafe class RecoveryRefusalTests
{
    private SimulatedEngine _simulated = null!;
    private ulong _id;

    [SetUp]
    public void MakeRepository()
    {
        _simulated = new SimulatedEngine(seed: 1);
        _id = _simulated.NewId();
        CommitMany("start", 20);
    }

    [TearDown]
    public void RemoveRepository() => _simulated.Dispose();

    [Test]
    public void A_truncated_extent()
    {
        Checkpoint();
        _simulated.Kill();
        long lengthBytes = _simulated.Disk.Extent!.LengthBytes;
        _simulated.Disk.Extent.Truncate(100 << 10);
        AssertRefused(RefusalReason.Truncated, $"extent0: the extent is truncated, it has 102400 bytes of {lengthBytes}");
        _simulated.Disk.Extent.Truncate(1000);
        AssertRefused(RefusalReason.Truncated, "only 1000 bytes");
    }

    [Test]
    public void A_file_that_is_no_extent()
    {
        _simulated.Kill();
        _simulated.Disk.Extent!.Flip(2 * 4096);
        AssertRefused(RefusalReason.NotAnExtent, "extent0 is not an extent");
    }

    [Test]
    public void Another_format_version()
    {
        _simulated.Kill();
        _simulated.Disk.Extent!.Flip((2 * 4096) + 8);
        AssertRefused(RefusalReason.WrongVersion, $"format version {FormatVersion.Current ^ 0x55}, this program reads {FormatVersion.Current}");
    }

    [Test]
    public void A_damaged_extent_header()
    {
        _simulated.Kill();
        _simulated.Disk.Extent!.Flip((2 * 4096) + 17);
        AssertRefused(RefusalReason.MetaDamaged, "the extent header is damaged");
    }

    [Test]
    public void An_extent_of_another_repository_beside_this_log()
    {
        using var other = new SimulatedEngine(seed: 2, repositoryId: 4712);
        other.Commit((other.NewId(), "other"));
        other.Kill();
        _simulated.Kill();
        foreach (ulong segment in _simulated.Disk.Segments.Keys.ToList())
        {
            // The same numbers, so that only the repository's id tells them apart.
            Copy(_simulated.Disk.Segments[segment], other.Disk.Segments.GetValueOrDefault(segment));
        }
        Assert.That(other.Open, Throws.TypeOf<RecoveryRefusedException>().With.Message.Contains("the log belongs to repository 0000000000001267"));
    }

    [Test]
    public void A_meta_of_another_repository()
    {
        using var other = new SimulatedEngine(seed: 2, repositoryId: 4712);
        _simulated.Kill();
        other.Kill();
        Buffer.MemoryCopy(other.Disk.Extent!.Seen, _simulated.Disk.Extent!.Seen, 8192, 8192);
        AssertRefused(RefusalReason.Swapped, "the extent belongs to repository 0000000000001267, but its meta");
    }

    [Test]
    public void A_stale_extent_beside_a_newer_log()
    {
        _simulated.Kill();
        byte[] old = new ReadOnlySpan<byte>(_simulated.Disk.Extent!.Seen, (int)_simulated.Disk.Extent.LengthBytes).ToArray();
        _simulated.Open();
        for (int round = 0; round < 10; round++)
        {
            CommitMany($"round {round}", 30);
            Checkpoint();
        }
        _simulated.Kill();
        old.CopyTo(new Span<byte>(_simulated.Disk.Extent.Seen, old.Length));
        RecoveryRefusedException refusal = Assert.Throws<RecoveryRefusedException>(_simulated.Open)!;
        Assert.That(refusal.Reason, Is.EqualTo(RefusalReason.LogMissing));
    }

    [Test]
    public void Both_metas_damaged()
    {
        _simulated.Kill();
        _simulated.Disk.Extent!.Flip(100);
        _simulated.Disk.Extent.Flip(4096 + 100);
        AssertRefused(RefusalReason.MetaDamaged, "both metas are damaged");
    }

    [Test]
    public void The_newest_meta_damaged_and_the_log_before_it_gone()
    {
        Checkpoint();
        CommitMany("more", 3);
        Checkpoint();
        FlipNewestMeta();
        RecoveryRefusedException refusal = Assert.Throws<RecoveryRefusedException>(_simulated.Open)!;
        Assert.That(refusal.Reason, Is.EqualTo(RefusalReason.LogMissing).Or.EqualTo(RefusalReason.PageDamaged));
    }

    [Test]
    public void The_newest_meta_damaged_but_the_log_before_it_whole_is_opened_from_the_older_one()
    {
        CheckpointRun run = _simulated.Engine.NewCheckpoint();
        run.Cut();
        run.WriteSpaceMap();
        run.SyncExtents();
        CommitMany("between", 5);
        run.WriteMeta();
        run.SyncMeta();
        FlipNewestMeta();
        _simulated.Open();
        Assert.That(_simulated.Text(_id), Is.EqualTo("between 4"));
    }

    [Test]
    public void A_damaged_node_of_the_object_table_is_named()
    {
        Checkpoint();
        ulong root = _simulated.Engine.Published.RootFrame;
        _simulated.Kill();
        _simulated.Disk.Extent!.Flip((long)(root * 4096) + 3000);
        AssertRefused(RefusalReason.PageDamaged, $"page {root} is damaged: its checksum is wrong");
    }

    [Test]
    public void A_node_that_was_written_to_the_wrong_place_is_named()
    {
        Checkpoint();
        ulong root = _simulated.Engine.Published.RootFrame;
        _simulated.Kill();
        byte* node = _simulated.Disk.Extent!.Seen + (root * 4096);
        ((PageHeader*)node)->PageNumber = root + 1;
        AssertRefused(RefusalReason.PageDamaged, $"page {root} is damaged: there is no page of that number, but {root + 1}");
    }

    [Test]
    public void A_damaged_data_page_is_named()
    {
        Checkpoint();
        long page = FindPage(PageKind.Data);
        _simulated.Kill();
        _simulated.Disk.Extent!.Flip((page * 4096) + 70);
        AssertRefused(RefusalReason.PageDamaged, $"page {page} is damaged");
    }

    [Test]
    public void A_damaged_batch_before_the_tail_is_named()
    {
        _simulated.Kill();
        (ulong segment, long offset) = FindBatch(5);
        _simulated.Disk.Segments[segment].Flip(offset + 200);
        AssertRefused(RefusalReason.LogDamaged, $"tranlog{segment}: batch 5 at byte {offset} is damaged or missing");
    }

    [Test]
    public void The_torn_tail_is_dropped()
    {
        ulong last = _simulated.Engine.Published.CommitId;
        _simulated.Kill();
        (ulong segment, long offset) = FindBatch(uint.MaxValue);
        _simulated.Disk.Segments[segment].Flip(offset + 200);
        _simulated.Open();
        Assert.That(_simulated.Engine.Published.CommitId, Is.EqualTo(last - 1));
        Assert.That(_simulated.Text(_id), Is.EqualTo("start 18"));
    }

    [Test]
    public void A_missing_segment_is_named()
    {
        _simulated.Kill();
        ulong segment = FindBatch(2).Segment;
        _simulated.Disk.Segments.Remove(segment);
        AssertRefused(RefusalReason.LogMissing, $"tranlog{segment} is missing");
    }

    [Test]
    public void Random_damage_is_refused_or_harmless([Range(1, 150)] int seed, [Values] bool isVerifiedLater)
    {
        var random = new Random(seed);
        VerifyLater(isVerifiedLater);
        Checkpoint();
        CommitMany("late", 5);
        _simulated.Kill();
        SimulatedFile file = random.Next(2) == 0 ? _simulated.Disk.Extent! : _simulated.Disk.Segments.Values.ElementAt(random.Next(_simulated.Disk.Segments.Count));
        for (int i = random.Next(1, 30); i > 0; i--)
        {
            file.Flip(random.NextInt64(Math.Min(file.LengthBytes, 150_000)));
        }
        try
        {
            OpenAndVerify(seed);
            Assert.That(_simulated.Text(_id), Does.Match("^(start|late) [0-9]+$"), $"seed {seed}");
            Assert.That(PageAudit.Run(_simulated.Disk.Open()).Faults.Lines, Is.Empty, $"seed {seed}");
            Assert.That(ObjectAudit.Run(_simulated.Disk.Open()).Faults.Lines, Is.Empty, $"seed {seed}");
        }
        catch (StorageException exception)
        {
            Assert.That(exception.Message, Does.Not.Contain("\n"), $"seed {seed}");
        }
    }

    [Test]
    public void Random_damage_of_several_extents_is_refused_or_harmless([Range(1, 40)] int seed, [Values] bool isVerifiedLater)
    {
        UseSeveralExtents(seed);
        VerifyLater(isVerifiedLater);
        var random = new Random(seed);
        Checkpoint();
        CommitMany("late", 5);
        _simulated.Kill();
        SimulatedFile file = _simulated.Disk.Extents[random.Next(3)]!;
        for (int i = random.Next(1, 30); i > 0; i--)
        {
            file.Flip(random.NextInt64(Math.Min(file.LengthBytes, 150_000)));
        }
        try
        {
            OpenAndVerify(seed);
            Assert.That(_simulated.Text(_id), Does.Match("^(start|late) [0-9]+$"), $"seed {seed}");
        }
        catch (StorageException exception)
        {
            Assert.That(exception.Message, Does.Not.Contain("\n"), $"seed {seed}");
        }
    }

    [Test]
    public void The_newest_meta_damaged_after_the_headers_of_others_is_opened_from_the_older_one()
    {
        UseSeveralExtents(seed: 1);
        CheckpointRun run = _simulated.Engine.NewCheckpoint();
        run.Cut();
        run.WriteSpaceMap();
        run.SyncExtents();
        CommitMany("between", 5);
        run.WriteHeaders();
        run.WriteMeta();
        run.SyncMeta();
        FlipNewestMeta();
        _simulated.Open();
        Assert.That(_simulated.Text(_id), Is.EqualTo("between 4"));
    }

    [Test]
    public void An_extent_of_a_crash_between_headers_and_meta_is_opened()
    {
        UseSeveralExtents(seed: 1);
        CheckpointRun run = _simulated.Engine.NewCheckpoint();
        run.Cut();
        run.WriteSpaceMap();
        run.SyncExtents();
        run.WriteHeaders();
        CommitMany("between", 5);
        _simulated.Kill();
        _simulated.Open();
        Assert.That(_simulated.Text(_id), Is.EqualTo("between 4"));
    }

    [Test]
    public void A_first_extent_that_is_one_checkpoint_old_is_refused_or_whole()
    {
        UseSeveralExtents(seed: 1);
        Checkpoint();
        byte[] old = _simulated.Disk.Extent!.Contents();
        CommitMany("before", 30);
        Checkpoint();
        CommitMany("after", 30);
        _simulated.Kill();
        _simulated.Disk.Extent.Replace(old);
        try
        {
            _simulated.Open();
            Assert.That(_simulated.Text(_id), Is.EqualTo("after 29"));
        }
        catch (RecoveryRefusedException refused)
        {
            Assert.That(refused.Reason, Is.EqualTo(RefusalReason.PageDamaged).Or.EqualTo(RefusalReason.LogMissing));
        }
    }

    [Test]
    public void A_creation_that_crashes_anywhere_can_be_repeated()
    {
        for (int operations = 0; operations < 60; operations++)
        {
            using var disk = new SimulatedDisk(operations);
            disk.CrashAfter(operations);
            try
            {
                StorageEngine.Create(_simulated.Settings, disk.Open(), Serilog.Core.Logger.None).Abandon();
            }
            catch (Exception) when (disk.IsDown)
            {
                // Power is lost.
            }
            disk.Restart();
            StorageEngine engine = disk.Extent == null
                ? StorageEngine.Create(_simulated.Settings, disk.Open(), Serilog.Core.Logger.None)
                : StorageEngine.Open(_simulated.Settings, disk.Open(), Serilog.Core.Logger.None);
            Assert.That(engine.Published.CommitId, Is.Zero, $"after {operations} operations");
            engine.Abandon();
        }
    }

    private void VerifyLater(bool isVerifiedLater)
    {
        if (isVerifiedLater)
        {
            _simulated.Settings = _simulated.Settings with { PageVerificationBytes = 0, VerificationPause = TimeSpan.Zero };
        }
    }

    /// <summary>
    /// Opens, commits beside the object under test, and waits until all is verified. What is damaged has refused the start or
    /// stopped the engine then.
    /// </summary>
    private void OpenAndVerify(int seed)
    {
        _simulated.Open();
        _simulated.Commit((_simulated.NewId(), "beside it"));
        _simulated.Engine.WaitForVerification();
        if (_simulated.Failures.Count > 0)
        {
            Assert.That(_simulated.Failures.Single(), Does.Match("^extent[0-9]: page [0-9]+ is damaged: ").And.Not.Contain("\n"), $"seed {seed}");
            throw new StorageException(_simulated.Failures[0]);
        }
    }

    private void UseSeveralExtents(int seed)
    {
        _simulated.Dispose();
        _simulated = new SimulatedEngine(seed, extentCount: 3);
        _id = _simulated.NewId();
        // Regions are taken by turns, so the first few commits have something in each extent.
        _simulated.Commit((_simulated.NewId(), new string('x', 100_000)), (_simulated.NewId(), new string('y', 300_000)));
        CommitMany("start", 20);
    }

    private void AssertRefused(RefusalReason reason, string message)
    {
        RecoveryRefusedException refusal = Assert.Throws<RecoveryRefusedException>(_simulated.Open)!;
        Assert.That((refusal.Reason, refusal.Message), Is.EqualTo((reason, refusal.Message)));
        Assert.That(refusal.Message, Does.Contain(message).And.Not.Contain("\n"));
    }

    private void CommitMany(string text, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _simulated.Commit((_id, $"{text} {i}"));
        }
    }

    private void Checkpoint() => _simulated.Engine.RunCheckpoint();

    private void FlipNewestMeta()
    {
        _simulated.Kill();
        byte* seen = _simulated.Disk.Extent!.Seen;
        int newest = ((Meta*)seen)->Generation > ((Meta*)(seen + 4096))->Generation ? 0 : 1;
        _simulated.Disk.Extent.Flip((newest * 4096) + 60);
    }

    private long FindPage(PageKind kind)
    {
        // The object under test was written last, so its page is the one with the latest birth.
        long found = 0;
        ulong birth = 0;
        for (long frame = 4; frame < _simulated.Disk.Extent!.LengthBytes / 4096; frame++)
        {
            PageHeader* header = (PageHeader*)(_simulated.Disk.Extent.Seen + (frame * 4096));
            if (header->Magic == PageHeader.MagicValue && header->Kind == kind && header->BirthCommit >= birth)
            {
                (found, birth) = (frame, header->BirthCommit);
            }
        }
        return found;
    }

    /// <summary>Where a batch of the log is; the last one when there is none of that number.</summary>
    private (ulong Segment, long Offset) FindBatch(uint sequence)
    {
        (ulong Segment, long Offset) last = default;
        ulong lastSequence = 0;
        foreach ((ulong segment, SimulatedFile file) in _simulated.Disk.Segments)
        {
            for (long offset = 0; offset < file.LengthBytes; offset += 4096)
            {
                LogBatchHeader header = MemoryMarshal.Read<LogBatchHeader>(new ReadOnlySpan<byte>(file.Seen + offset, LogBatchHeader.SizeBytes));
                if (header.Magic == LogBatchHeader.MagicValue && header.Segment == segment)
                {
                    if (header.Sequence == sequence)
                    {
                        return (segment, offset);
                    }
                    last = header.Sequence > lastSequence ? (segment, offset) : last;
                    lastSequence = Math.Max(lastSequence, header.Sequence);
                }
            }
        }
        return last;
    }

    private static void Copy(SimulatedFile from, SimulatedFile? to)
    {
        if (to != null)
        {
            Buffer.MemoryCopy(from.Seen, to.Seen, to.LengthBytes, Math.Min(from.LengthBytes, to.LengthBytes));
        }
    }
}
