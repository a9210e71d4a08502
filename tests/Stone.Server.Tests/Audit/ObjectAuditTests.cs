using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Audit;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Audit;

/// <summary>`stone objectaudit`: what is whole is clean, and what is not is named by object and page.</summary>
public sealed class ObjectAuditTests : AuditFixture
{
    /// <summary>Where a record's fields are.</summary>
    private const int ClassField = 16, LayoutField = 24, FormatField = 36, FlagsField = 37, ReferenceCountField = 40, FirstReference = RecordHeader.SizeBytes;

    [Test]
    public void A_whole_repository_is_clean_after_a_stop_and_after_a_kill([Values] bool killed)
    {
        Fill();
        End(killed);
        AuditReport report = AuditObjects();
        Assert.That(report.Faults.Lines, Is.Empty);
        // 720 objects, 700 symbols and a layout; of the stone's own two directories and their chunks.
        Assert.That(report.Format(), Does.Match(
            $"(?s)^object audit of {ExtentPath}\n.*objects +1427, .*; 1 were removed\nclasses +0\nsymbols +700\nlayouts +1\nreferences +\\d+\n"
            + $"reachable +707\nunreachable +720\nlog +{(killed ? 5 : 0)} objects changed.*\nresult +clean, "));
    }

    [Test]
    public void Objects_that_only_the_log_has_are_audited_and_removed_ones_are_gone()
    {
        Fill();
        ulong inLog = NewId();
        MustCommit(Alice, Record(inLog, "new", Objects[1]));
        MustCommit(Alice, Removal(Objects[1]));
        End(killed: true);
        Assert.That(AuditObjects().Faults.Lines, Has.Some.Match(
            $"object {inLog} \\(log segment \\d+, byte \\d+\\): refers to object {Objects[1]}, which was removed$"));
    }

    [Test]
    public void A_reference_to_nothing_is_named()
    {
        Fill();
        ulong neverMade = NewId();
        MustCommit(Alice, Record(NewId(), "above it"));
        End(killed: false);
        ulong next = NewestMeta().NextObjectId;
        ChangeWord(Objects[130], FirstReference, ReferenceWord.FromObjectId(next + 5).Bits);
        RequireFault(Objects[130], $"refers to object {next + 5}, which is not below the next object id, {next}");
        ChangeWord(Objects[130], FirstReference, ReferenceWord.FromObjectId(neverMade).Bits);
        RequireFault(Objects[130], $"refers to object {neverMade}, which does not exist");
        ChangeWord(Objects[130], FirstReference, ReferenceWord.FromObjectId(Removed()).Bits);
        RequireFault(Objects[130], $"refers to object {Removed()}, which was removed");
        ChangeWord(Objects[130], FirstReference, 0xFFFF_FFFF_FFFF_FFFF);
        RequireFault(Objects[130], "has an .* as a reference");
    }

    [Test]
    public void A_class_that_is_none_and_a_layout_that_is_none_are_named()
    {
        Fill();
        End(killed: false);
        ChangeWord(Objects[200], ClassField, Objects[3]);
        RequireFault(Objects[200], $"has the class {Objects[3]}, which is none");
        ChangeWord(Objects[200], ClassField, 0);
        RequireFault(Objects[200], "it has no class");
        ChangeWord(Objects[200], ClassField, 12);
        ChangeWord(Objects[200], LayoutField, Objects[3]);
        RequireFault(Objects[200], $"has the layout {Objects[3]}, which is none");
    }

    [Test]
    public void A_record_that_is_not_as_it_should_be_is_named()
    {
        Fill();
        End(killed: false);
        ChangeWord(Objects[200], 0, Objects[201]);
        RequireFault(Objects[200], $"there is a record of object {Objects[201]} in its place");
        ChangeWord(Objects[200], 0, Objects[200]);
        ChangeByte(Objects[200], FlagsField, 64);
        RequireFault(Objects[200], "its record has flags that this version does not know");
        ChangeByte(Objects[200], FlagsField, (byte)RecordFlags.Removed);
        RequireFault(Objects[200], "its record says that it was removed");
        ChangeByte(Objects[200], FlagsField, 0);
        ChangeByte(Objects[200], ReferenceCountField + 2, 1);
        RequireFault(Objects[200], "its record claims \\d+ bytes, but only \\d+ are left in the page");
    }

    [TestCase(28, 0x7FFF_FFFFu)]
    [TestCase(28, 3u)]
    [TestCase(PageHeader.SizeBytes + ReferenceCountField, 0xFFFF_FFFFu)]
    [TestCase(PageHeader.SizeBytes + ReferenceCountField + 4, 5u)]
    public void A_large_object_that_lies_about_its_size_is_named(int at, uint value)
    {
        Fill();
        End(killed: false);
        long run = (long)EntryOf(Objects[7]).Entry.FirstFrame * Frame.SizeBytes;
        using (FileStream file = new(ExtentPath, FileMode.Open))
        {
            file.Position = run + at;
            file.Write(BitConverter.GetBytes(value));
        }
        RequireFault(Objects[7], "its record claims \\d+ bytes, but .*");
    }

    [Test]
    public void A_page_that_cannot_be_read_is_named_and_the_rest_is_audited()
    {
        Fill();
        End(killed: false);
        ulong page = EntryOf(Objects[30]).Entry.FirstFrame;
        using IRepositoryFiles files = Files();
        using UnreadableFiles unreadable = new(files, (long)page * Frame.SizeBytes);
        Assert.That(PageAudit.Run(unreadable).Faults.Lines, Has.Count.EqualTo(1).And.Some.EndsWith($"page {page} is damaged: simulated I/O error"));
        AuditReport objects = ObjectAudit.Run(unreadable);
        Assert.That(objects.Faults.Lines, Has.Some.Match($"object {Objects[30]}.*: simulated I/O error"));
        Assert.That(objects.Format(), Does.Match("(?m)^symbols +700$"));
    }

    [Test]
    public void A_second_symbol_of_a_name_and_a_directory_that_lists_another_object_are_named()
    {
        Fill();
        ulong[] symbols = [Symbol("name1"), Symbol("name2")];
        End(killed: false);
        ChangeByte(symbols[1], RecordHeader.SizeBytes + 5, (byte)'1');
        Assert.That(AuditObjects().Faults.Lines, Has.Count.EqualTo(1).And.Some.Match(
            $"object ({symbols[0]}|{symbols[1]}) \\(page \\d+\\): is the same symbol as object ({symbols[0]}|{symbols[1]})$"));
        ChangeByte(symbols[1], RecordHeader.SizeBytes + 5, (byte)'2');
        ulong chunk = FirstChunk();
        ChangeWord(chunk, FirstReference, ReferenceWord.FromObjectId(Objects[5]).Bits);
        RequireFault(chunk, $"lists object {Objects[5]}, which is no symbol");
        ChangeByte(symbols[1], FormatField, 40);
        RequireFault(chunk, $"lists object {symbols[1]}, which is no symbol");
    }

    [Test]
    public void A_flipped_byte_anywhere_harms_no_audit()
    {
        Fill();
        End(killed: true);
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        string[] files = [ExtentPath, ExtentPath, .. Batches().Select(batch => batch.Path).Distinct()];
        for (int i = 0; i < 150; i++)
        {
            string file = files[random.Next(files.Length)];
            long offset = random.NextInt64(file == ExtentPath ? new FileInfo(file).Length : 40_000);
            Flip(file, offset);
            AuditReport report = AuditObjects();
            Assert.That(report.IsClean || !AuditPages().IsClean, $"byte {offset} of {file}: {report.Format()}");
            Assert.That(report.Faults.Lines, Has.All.Not.Contain("\n"));
            Flip(file, offset);
        }
        Assert.That(AuditObjects().Faults.Lines, Is.Empty);
    }

    private AuditReport AuditObjects()
    {
        using IRepositoryFiles files = Files();
        return ObjectAudit.Run(files);
    }

    private void RequireFault(ulong objectId, string what) => Assert.That(
        AuditObjects().Faults.Lines, Has.Some.Match($"^{ExtentPath}: object {objectId} \\(page {EntryOf(objectId).Entry.FirstFrame}\\): {what}$"));

    private void ChangeWord(ulong objectId, int field, ulong word)
    {
        LeafEntry entry = EntryOf(objectId).Entry;
        Rewrite(entry.FirstFrame, page => BitConverter.TryWriteBytes(page.AsSpan(entry.OffsetBytes + field), word));
    }

    private void ChangeByte(ulong objectId, int field, byte value)
    {
        LeafEntry entry = EntryOf(objectId).Entry;
        Rewrite(entry.FirstFrame, page => page[entry.OffsetBytes + field] = value);
    }

    /// <summary>The object that was made and removed.</summary>
    private ulong Removed() => Objects[^1] + 1;

    private ulong FirstChunk()
    {
        LeafEntry head = EntryOf(ObjectIds.SymbolDirectory).Entry;
        byte[] extent = File.ReadAllBytes(ExtentPath);
        return new ReferenceWord(BitConverter.ToUInt64(extent, (int)(head.FirstFrame * Frame.SizeBytes) + head.OffsetBytes + FirstReference)).ObjectId;
    }
}
