using System.Globalization;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Diagnostics;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Checkpoint;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;
using Stone.Server.Recovery;
using Stone.Server.Storage;

namespace Stone.Server.Audit;

/// <summary>
/// Audits the files of a repository that nobody serves: header and metas, every node and page under the newest meta, every
/// entry of the object table, that no frame is used twice and the map of space knows of each, every batch of the log since the cut. Changes nothing.
/// </summary>
internal sealed class PageAudit : IDisposable
{
    private const string Table = "object table", Pages = "pages", Entries = "entries", Log = "log";

    private readonly IRepositoryFiles _files;
    private readonly AuditReport _report;
    private readonly HashSet<ulong> _badPages = [];
    private ExtentSet? _extents;
    private ProgressOutput? _progress;
    private ulong _highestId;
    private long _unreachedBytes;

    private PageAudit(IRepositoryFiles files)
    {
        _files = files;
        _report = new AuditReport($"page audit of {files.ExtentNames[0]}");
    }

    /// <summary>Audits. The caller owns the files. Throws <see cref="StorageException"/> when there is no extent.</summary>
    public static AuditReport Run(IRepositoryFiles files) => Run(files, out _);

    /// <summary>
    /// As <see cref="Run(IRepositoryFiles)"/>, with the bytes of all frames that nothing under the newest meta reaches: in an
    /// engine that has just made a checkpoint each of them is free, or waits to be.
    /// </summary>
    public static AuditReport Run(IRepositoryFiles files, out long unreachedBytes)
    {
        using PageAudit audit = new(files);
        audit.Run();
        unreachedBytes = audit._unreachedBytes;
        return audit._report;
    }

    /// <inheritdoc/>
    public void Dispose() => _extents?.Dispose();

    private void Run()
    {
        _extents = AuditedMeta.Open(_files, _report, out Meta meta);
        if (_extents is null)
        {
            return;
        }
        _progress = new ProgressOutput((long)meta.ObjectCount * 3);
        AuditPages(_extents, meta);
        AuditEntries(_extents, meta);
        AuditLog(meta);
    }

    private void AuditPages(ExtentSet extents, in Meta meta)
    {
        FrameAllocator allocator = AuditedMeta.Frames(extents);
        long objectCount = (long)meta.ObjectCount;
        PageVerifier pages = new(extents, meta, Fault) { Verified = CheckContents };
        PageUsage usage = new();
        TableVerifier table = new(pages, meta, allocator, usage)
        {
            Progress = done => _progress!.Reach(done, done <= objectCount ? Table : Pages),
        };
        table.Verify(long.MaxValue);
        if (table.ObjectCount != objectCount && _badPages.Count == 0)
        {
            Fault(MetaPage(meta), $"it counts {objectCount} objects, but the table has {table.ObjectCount}");
        }
        if (meta.SpaceMapFrame != 0 && _badPages.Count == 0)
        {
            new SpaceMapAudit(meta.SpaceMapFrame, Fault).Run(
                SpaceMapRun.Read(extents, meta, AuditedMeta.Frames(extents), Fault), SpaceMap.Of(SpaceCopy.Of(allocator, usage), new CheckpointRules()));
        }
        _unreachedBytes = allocator.FreeFrames * Frame.SizeBytes;
        long usedBytes = (extents.AllFrames * Frame.SizeBytes) - _unreachedBytes;
        _report.Row("extent", $"{ByteSize.Format(extents.LengthBytes)}: {ByteSize.Format(usedBytes)} used, {ByteSize.Format(extents.LengthBytes - usedBytes)} free");
        _report.Row("objects", table.ObjectCount);
        _report.Row("table nodes", table.NodeCount);
        _report.Row("data pages", table.DataPageCount);
        _report.Row("large objects", table.RunCount);
    }

    /// <summary>Each entry must place a record of its object; of pages that are bad as a whole nothing more is said.</summary>
    private void AuditEntries(ExtentSet extents, in Meta meta)
    {
        using BlockCache blocks = new(extents, _files.Log);
        RecordReader records = new(blocks);
        Meta under = meta;
        long done = (long)meta.ObjectCount * 2;
        // What is wrong with nodes was told before.
        PageVerifier silent = new(extents, meta, (_, _) => { });
        new TableWalk(silent, meta)
        {
            Entry = (leaf, objectId, entry) =>
            {
                _highestId = Math.Max(_highestId, objectId);
                if (entry.IsPresent && !_badPages.Contains(entry.FirstFrame))
                {
                    AuditEntry(records, under, leaf, objectId, entry);
                }
                _progress!.Reach(++done, Entries);
            },
        }.Run();
        if (_highestId >= meta.NextObjectId)
        {
            Fault(MetaPage(meta), $"its next object id is {meta.NextObjectId}, but there is object {_highestId}");
        }
    }

    private void AuditEntry(RecordReader records, in Meta meta, ulong leaf, ulong objectId, LeafEntry entry)
    {
        string fault;
        try
        {
            RecordHeader? header = records.Header(records.Place(entry), objectId, out fault);
            if (header is { } record && record.CommitId > meta.CommitId)
            {
                fault = $"its record is of commit {record.CommitId}, after the meta's {meta.CommitId}";
            }
            else if (header is { } shown && (shown.Flags & RecordFlags.Removed) != 0)
            {
                fault = "its record says that it was removed";
            }
        }
        catch (StorageException unreadable)
        {
            fault = unreadable.Message;
        }
        if (fault.Length > 0)
        {
            Fault(entry.FirstFrame, $"object {objectId} should be at byte {entry.OffsetBytes} of it, as page {leaf} says, but {fault}");
        }
    }

    private void AuditLog(in Meta meta)
    {
        _progress!.Reach((long)meta.ObjectCount * 3, Log);
        LogAudit log = new(_files.Log, _report.Faults);
        CountedReplay replay = new();
        log.Run(meta, replay);
        _report.Row("log", string.Create(
            CultureInfo.InvariantCulture, $"{log.BatchCount} batches since the checkpoint, {replay.CommitCount} commits, {replay.ImageCount} objects"));
    }

    private void CheckContents(ulong frame, ReadOnlySpan<byte> first)
    {
        if (PageContentsCheck.Fault(first) is { } what)
        {
            Fault(frame, what);
        }
    }

    private void Fault(ulong frame, string what)
    {
        _badPages.Add(frame);
        _report.Faults.Add(RepositoryRecovery.PageFault(_extents!, frame, what));
    }

    private static ulong MetaPage(in Meta meta) => meta.Generation % 2;
}
