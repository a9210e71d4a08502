using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Audit;
using Stone.Server.Commit;
using Stone.Server.Storage;
using Stone.Server.Symbols;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Audit;

/// <summary>A repository with a bit of everything, whose files a test may damage.</summary>
public abstract class AuditFixture : EngineFixture
{
    private readonly Dictionary<ulong, string> _texts = [];

    protected string ExtentPath => Path.Combine(Folder, "extent0.dbf");

    protected string LogFolder => Path.Combine(Folder, "log");

    /// <summary>The objects that refer to others.</summary>
    protected List<ulong> Objects { get; } = [];

    /// <summary>Symbols, layouts, small, large and removed objects, checkpoints; commits after the last one.</summary>
    protected void Fill()
    {
        _texts.Clear();
        Objects.Clear();
        ulong[] symbols = Engine.InternSymbols([.. Enumerable.Range(0, 700).Select(i => new SymbolName(1, System.Text.Encoding.UTF8.GetBytes($"name{i}")))]);
        ulong layout = Engine.InternLayouts([[symbols[0], symbols[1]]])[0];
        for (int round = 0; round < 6; round++)
        {
            List<byte[]> records = [];
            for (int i = 0; i < 120; i++)
            {
                ulong id = NewId();
                string text = $"round {round}, object {i}" + new string('x', i == 7 ? 40_000 : i);
                ulong[] references = Objects.Count == 0 ? [] : [Objects[i % Objects.Count], symbols[i]];
                var header = new RecordHeader { ObjectId = id, ClassId = 12, Format = 40, LayoutId = i % 2 == 0 ? 0 : layout };
                records.Add(Record(header, System.Text.Encoding.UTF8.GetBytes(text), references));
                _texts[id] = text;
                Objects.Add(id);
            }
            CommitNamed([.. records]);
            if (round % 2 == 1)
            {
                Engine.RunCheckpoint();
            }
        }
        ulong gone = NewId();
        MustCommit(Alice, Record(gone, "gone"));
        MustCommit(Alice, Removal(gone));
        Engine.RunCheckpoint();
        for (int i = 0; i < 5; i++)
        {
            ulong id = Objects[i * 3];
            MustCommit(Alice, Record(id, _texts[id] = $"late {i}"));
        }
    }

    /// <summary>Ends the engine: in good order, or as if it were killed.</summary>
    protected void End(bool killed)
    {
        if (killed)
        {
            Engine.Abandon();
        }
        else
        {
            Engine.Dispose();
        }
    }

    internal AuditReport AuditPages() => AuditPages(out _);

    internal AuditReport AuditPages(out long unreachedBytes)
    {
        using IRepositoryFiles files = Files();
        return PageAudit.Run(files, out unreachedBytes);
    }

    /// <summary>Opens a copy of the files and compares all objects.</summary>
    protected void RequireContents()
    {
        string copy = Directory.CreateTempSubdirectory("copy").FullName;
        foreach (string file in (string[])[ExtentPath, .. Directory.GetFiles(LogFolder, "tranlog*.dbf")])
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        using (StorageEngine engine = StorageEngine.Open(Settings, new DiskRepositoryFiles([Path.Combine(copy, "extent0.dbf")], [copy], Platform), Serilog.Core.Logger.None))
        {
            foreach ((ulong id, string text) in _texts)
            {
                Assert.That(TextIn(engine, id), Is.EqualTo(text), $"object {id}");
            }
        }
        Directory.Delete(copy, recursive: true);
    }

    /// <summary>Changes one byte; a second time changes it back.</summary>
    protected static void Flip(string path, long offset, byte mask = 0x10)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ mask));
    }

    /// <summary>The pages of a kind that are whole, by their first frames; also those that are no longer used.</summary>
    protected List<(ulong Frame, PageHeader Header)> PagesOf(PageKind kind)
    {
        byte[] extent = File.ReadAllBytes(ExtentPath);
        List<(ulong, PageHeader)> found = [];
        for (ulong frame = Frame.FirstUsable; frame < (ulong)extent.Length / Frame.SizeBytes; frame++)
        {
            PageHeader header = MemoryMarshal.Read<PageHeader>(extent.AsSpan((int)frame * Frame.SizeBytes));
            if (header.Magic == PageHeader.MagicValue && header.Kind == kind && header.PageNumber == frame)
            {
                found.Add((frame, header));
            }
        }
        return found;
    }

    /// <summary>The meta that counts.</summary>
    protected Meta NewestMeta()
    {
        byte[] extent = File.ReadAllBytes(ExtentPath);
        Meta first = MemoryMarshal.Read<Meta>(extent);
        Meta second = MemoryMarshal.Read<Meta>(extent.AsSpan(Frame.SizeBytes));
        return first.Generation > second.Generation ? first : second;
    }

    /// <summary>Changes a page and gives it a right checksum: what only a fault of the program would write.</summary>
    protected void Rewrite(ulong frame, Action<byte[]> change)
    {
        using FileStream file = new(ExtentPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] first = new byte[PageHeader.SizeBytes];
        file.Position = (long)frame * Frame.SizeBytes;
        file.ReadExactly(first);
        byte[] page = new byte[MemoryMarshal.Read<PageHeader>(first).Frames * Frame.SizeBytes];
        file.Position = (long)frame * Frame.SizeBytes;
        file.ReadExactly(page);
        change(page);
        BitConverter.TryWriteBytes(page.AsSpan(PageHeader.ChecksumOffset), Crc32C.ComputeWithoutField(page, PageHeader.ChecksumOffset));
        file.Position = (long)frame * Frame.SizeBytes;
        file.Write(page);
    }

    /// <summary>The frame of the object's leaf under the newest meta, and its entry.</summary>
    protected (ulong Leaf, LeafEntry Entry) EntryOf(ulong objectId)
    {
        byte[] extent = File.ReadAllBytes(ExtentPath);
        Meta meta = NewestMeta();
        ulong node = meta.RootFrame;
        for (int level = (int)meta.Depth - 1; level > 0; level--)
        {
            node = BitConverter.ToUInt64(extent, EntryOffset(node, objectId / TableNode.Capacity(level) % TableNode.EntryCount));
        }
        return (node, new LeafEntry(BitConverter.ToUInt64(extent, EntryOffset(node, objectId % TableNode.EntryCount))));
    }

    /// <summary>The batches after the cut: file, byte offset, header.</summary>
    protected List<(string Path, long Offset, LogBatchHeader Header)> Batches()
    {
        Meta meta = NewestMeta();
        List<(string, long, LogBatchHeader)> found = [];
        foreach (string path in Directory.GetFiles(LogFolder, "tranlog*.dbf"))
        {
            byte[] segment = File.ReadAllBytes(path);
            ulong number = ulong.Parse(Path.GetFileNameWithoutExtension(path)["tranlog".Length..], System.Globalization.CultureInfo.InvariantCulture);
            for (int offset = 0; offset < segment.Length; offset += LogBatchHeader.AlignmentBytes)
            {
                LogBatchHeader header = MemoryMarshal.Read<LogBatchHeader>(segment.AsSpan(offset));
                if (header.Magic == LogBatchHeader.MagicValue && header.Segment == number && header.Sequence >= meta.NextBatchSequence)
                {
                    found.Add((path, offset, header));
                }
            }
        }
        return found;
    }

    private static int EntryOffset(ulong node, ulong index) => (int)((node * Frame.SizeBytes) + PageHeader.SizeBytes + (index * 8));

    private static unsafe string? TextIn(StorageEngine engine, ulong id)
    {
        RecordHeader* record = Shared.ObjectFormat.Cache.ObjectTableReader.Find(engine.ExtentBase, engine.Published.RootFrame, engine.Published.Depth, id);
        return record == null ? null : System.Text.Encoding.UTF8.GetString(ObjectRecord.Bytes(record));
    }

    private void CommitNamed(byte[][] records)
    {
        Snapshot view = Engine.RegisterSnapshot();
        CommitOutcome outcome = Engine.Commit(Request(Alice, view, records) with { RequestId = Guid.NewGuid() });
        Engine.ReleaseSnapshot(view);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Committed), outcome.Reason);
    }
}
