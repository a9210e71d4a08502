using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Pages;
using Stone.Server.Audit;
using Stone.Server.Recovery;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Audit;

/// <summary>`stone pageaudit`: what is whole is clean, and what is not is named.</summary>
public sealed class PageAuditTests : AuditFixture
{
    [Test]
    public void A_whole_repository_is_clean_after_a_stop_and_after_a_kill([Values] bool killed)
    {
        Fill();
        End(killed);
        AuditReport report = AuditPages();
        Assert.That(report.Faults.Lines, Is.Empty);
        Assert.That(report.Format(), Does.Match($"(?s)^page audit of {ExtentPath}\n.*objects +1\\d\\d\\d\n.*\nlog +{(killed ? 5 : 0)} batches.*\nresult +clean, after "));
        RequireContents();
    }

    [Test]
    public void An_empty_repository_is_clean()
    {
        End(killed: true);
        Assert.That(AuditPages().Faults.Lines, Is.Empty);
    }

    [Test]
    public void Every_frame_is_used_once_or_free_or_waits()
    {
        Fill();
        Engine.RunCheckpoint();
        EngineStatistics figures = Engine.Statistics();
        End(killed: true);
        Assert.That(AuditPages(out long unreachedBytes).IsClean);
        Assert.That(unreachedBytes, Is.EqualTo(figures.FreeBytes + figures.WaitingBytes));
    }

    [Test]
    public void A_flipped_byte_of_each_kind_of_page_is_named()
    {
        Fill();
        End(killed: false);
        Meta meta = NewestMeta();
        Random random = NewRandom();
        foreach (int page in (int[])[0, 1, 2])
        {
            // Behind the first 256 or 64 bytes of these frames nothing is kept.
            RequireNamed(ExtentPath, (page * Frame.SizeBytes) + random.Next(page == 2 ? ExtentHeader.SizeBytes : Meta.SizeBytes), $"page(s)? .*{page}");
        }
        (ulong leaf, LeafEntry entry) = EntryOf(Objects[30]);
        ulong run = EntryOf(Objects[7]).Entry.FirstFrame;
        foreach ((ulong frame, int frames) in ((ulong, int)[])[(meta.RootFrame, 1), (leaf, 1), (entry.FirstFrame, 4), (run, 10), (meta.OutcomesFrame, 1)])
        {
            for (int i = 0; i < 12; i++)
            {
                // The first ones go through the header.
                long offset = i < 8 ? (i * 8) + random.Next(8) : random.Next(frames * Frame.SizeBytes);
                RequireNamed(ExtentPath, ((long)frame * Frame.SizeBytes) + offset, $"extent0.dbf: page {frame} is damaged: ");
            }
        }
    }

    [Test]
    public void A_flipped_byte_of_each_batch_since_the_checkpoint_is_named()
    {
        Fill();
        End(killed: true);
        Random random = NewRandom();
        List<(string Path, long Offset, LogBatchHeader Header)> batches = Batches();
        Assert.That(batches, Has.Count.EqualTo(5));
        foreach ((string path, long offset, LogBatchHeader header) in batches)
        {
            for (int i = 0; i < 16; i++)
            {
                int at = i < 13 ? (i * 8) + random.Next(8) : random.Next(LogBatchHeader.SizeBytes + (int)header.RecordBytes);
                RequireNamed(path, offset + at, $"{Path.GetFileName(path)}.* (batch {header.Sequence} at byte {offset}|batch at byte {offset})");
            }
        }
    }

    [Test]
    public void A_flipped_byte_anywhere_is_named_or_in_unused_bytes([Values] bool killed)
    {
        Fill();
        End(killed);
        Random random = NewRandom();
        string[] files = [ExtentPath, ExtentPath, .. killed ? Batches().Select(batch => batch.Path).Distinct() : []];
        int named = 0;
        for (int i = 0; i < 100; i++)
        {
            string file = files[random.Next(files.Length)];
            long offset = random.NextInt64(file == ExtentPath ? new FileInfo(file).Length : 40_000);
            byte mask = (byte)(1 << random.Next(8));
            Flip(file, offset, mask);
            AuditReport report = AuditPages();
            if (report.IsClean)
            {
                RequireContents();
            }
            else
            {
                named++;
                Assert.That(report.Faults.Lines[0], Does.Contain(Path.GetFileName(file)).And.Match("page|batch"), $"byte {offset} of {file}");
            }
            Flip(file, offset, mask);
        }
        // Most of the extent is unused.
        Assert.That(named, Is.InRange(1, 99));
        Assert.That(AuditPages().Faults.Lines, Is.Empty);
    }

    [Test]
    public void It_goes_on_after_a_fault_and_lists_no_more_than_anybody_reads()
    {
        Fill();
        End(killed: false);
        List<ulong> pages = [.. Objects.Select(id => EntryOf(id).Entry.FirstFrame).Distinct()];
        pages.ForEach(page => Flip(ExtentPath, ((long)page * Frame.SizeBytes) + 100));
        AuditReport report = AuditPages();
        Assert.That(report.Faults.Count, Is.EqualTo(pages.Count));
        Assert.That(pages.Where(page => !report.Faults.Lines.Any(line => line.Contains($" page {page} is damaged", StringComparison.Ordinal))), Is.Empty);
        AuditFaults many = new();
        for (int i = 0; i < 70; i++)
        {
            many.Add($"fault {i}");
        }
        Assert.That((many.Lines.Count, many.Count), Is.EqualTo((AuditFaults.LinesKept, 70)));
    }

    [Test]
    public void An_entry_that_places_another_object_is_named()
    {
        Fill();
        End(killed: false);
        (ulong leaf, LeafEntry entry) = EntryOf(Objects[30]);
        LeafEntry other = EntryOf(Objects[31]).Entry;
        Rewrite(leaf, page => BitConverter.TryWriteBytes(page.AsSpan(PageHeader.SizeBytes + ((int)(Objects[30] % TableNode.EntryCount) * 8)), other.Bits));
        Assert.That(AuditPages().Faults.Lines, Has.Some.EqualTo(
            $"{ExtentPath}: page {other.FirstFrame} is damaged: object {Objects[30]} should be at byte {other.OffsetBytes} of it, as page {leaf} says, "
            + $"but there is a record of object {Objects[31]} in its place"));
    }

    [Test]
    public void A_run_that_two_objects_share_is_in_use_twice()
    {
        Fill();
        End(killed: false);
        LeafEntry run = EntryOf(Objects[7]).Entry;
        Rewrite(EntryOf(Objects[30]).Leaf, page => BitConverter.TryWriteBytes(page.AsSpan(PageHeader.SizeBytes + ((int)(Objects[30] % TableNode.EntryCount) * 8)), run.Bits));
        Assert.That(AuditPages().Faults.Lines, Has.Some.EndsWith($"page {run.FirstFrame} is damaged: it is outside of the extent or in use twice"));
    }

    [Test]
    public void A_page_whose_records_are_not_what_its_header_says_is_named()
    {
        Fill();
        End(killed: false);
        ulong page = EntryOf(Objects[30]).Entry.FirstFrame;
        Rewrite(page, bytes => bytes[36]++);
        Assert.That(AuditPages().Faults.Lines, Has.Count.EqualTo(1).And.Some.Match($"page {page} is damaged: it has \\d+ records, not \\d+"));
        Rewrite(page, bytes => bytes[36]--);
        Rewrite(page, bytes => bytes[PageHeader.SizeBytes + 46] = 0x7F);
        Assert.That(AuditPages().Faults.Lines, Has.Some.Match($"page {page} is damaged: its record at byte {PageHeader.SizeBytes} reaches past"));
    }

    [Test]
    public void A_meta_that_counts_wrong_is_named()
    {
        Fill();
        End(killed: false);
        Meta meta = NewestMeta();
        long at = (long)(meta.Generation % 2) * Frame.SizeBytes;
        WriteAt(at, MetaBlock.Seal(meta with { ObjectCount = 5 }));
        Assert.That(AuditPages().Faults.Lines, Has.Count.EqualTo(1).And.Some.Match($"page {meta.Generation % 2} is damaged: it counts 5 objects, but the table has "));
        WriteAt(at, MetaBlock.Seal(meta with { NextObjectId = 1030 }));
        Assert.That(AuditPages().Faults.Lines, Has.Some.Match("its next object id is 1030, but there is object "));
    }

    [Test]
    public void A_missing_segment_and_a_short_extent_are_named()
    {
        Fill();
        End(killed: true);
        string segment = Batches()[0].Path;
        File.Move(segment, segment + ".away");
        Assert.That(AuditPages().Faults.Lines, Has.Some.EndsWith($"{Path.GetFileName(segment)} is missing: the extent needs the log from there"));
        File.Move(segment + ".away", segment);
        using (FileStream file = new(ExtentPath, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }
        Assert.That(AuditPages().Faults.Lines, Has.Some.Match("extent0.dbf: the extent is truncated"));
    }

    [Test]
    public void A_torn_batch_is_told_until_a_start_has_dropped_it()
    {
        // Each takes more than half of a segment, so the second one begins the next.
        ulong[] ids = [NewId(), NewId()];
        ulong kept = MustCommit(Alice, Record(new() { ObjectId = ids[0], ClassId = 12 }, new byte[700_000]));
        MustCommit(Alice, Record(new() { ObjectId = ids[1], ClassId = 12 }, new byte[700_000]));
        End(killed: true);
        (string path, long offset, LogBatchHeader header) = Batches()[^1];
        Assert.That(offset, Is.Zero);
        Flip(path, 100_000);
        Assert.That(AuditPages().Faults.Lines, Is.EqualTo((string[])[
            $"{path}: batch {header.Sequence} at byte 0 is torn or damaged: its checksum is wrong, a start drops it"]));
        Restart();
        Assert.That(Engine.Published.CommitId, Is.EqualTo(kept));
        End(killed: true);
        Assert.That(AuditPages().Faults.Lines, Is.Empty);
    }

    private static Random NewRandom()
    {
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private void RequireNamed(string file, long offset, string pattern)
    {
        Flip(file, offset);
        AuditReport report = AuditPages();
        Assert.That(report.IsClean, Is.False, $"byte {offset} of {file}");
        Assert.That(report.Faults.Lines, Has.Some.Match(pattern), $"byte {offset} of {file}");
        Assert.That(report.Faults.Lines, Has.All.Not.Contain("\n"));
        Flip(file, offset);
    }

    private void WriteAt(long offset, byte[] bytes)
    {
        using FileStream file = new(ExtentPath, FileMode.Open);
        file.Position = offset;
        file.Write(bytes);
    }
}
