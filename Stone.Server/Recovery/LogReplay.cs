using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Recovery;

/// <summary>
/// Places again what the log holds after a meta's cut. Copies on write like any commit, so nothing that the meta reaches is
/// changed and the replay can be repeated.
/// </summary>
internal sealed unsafe class LogReplay(RepositoryCore core)
{
    /// <summary>Batches that were replayed.</summary>
    public long BatchCount { get; private set; }

    /// <summary>Replays; returns where the log ends.</summary>
    public LogPosition Run(LogPosition start)
    {
        using var reader = new LogReader(core.Files.Log, core.Identity);
        if (!reader.Exists(start.Segment))
        {
            throw new RecoveryRefusedException(
                RefusalReason.LogMissing, $"{core.Files.Log.NameOf(start.Segment)} is missing: the extent needs the log from there");
        }
        LogPosition position = start;
        while (reader.TryReadNext(ref position))
        {
            Replay(reader, position);
            BatchCount++;
        }
        reader.RequireTail(position);
        return position;
    }

    private void Replay(LogReader reader, LogPosition behind)
    {
        LogBatchHeader* batch = reader.Header;
        byte* at = reader.Records;
        byte* end = at + batch->RecordBytes;
        for (uint i = 0; i < batch->RecordCount; i++)
        {
            LogRecordHeader* record = (LogRecordHeader*)at;
            if (end - at < LogRecordHeader.SizeBytes || record->ImageBytes > (ulong)(end - at - LogRecordHeader.SizeBytes))
            {
                throw Refuse(behind, "a record reaches past the batch");
            }
            at += LogRecordHeader.SizeBytes;
            if (record->Kind is LogRecordKind.Commit or LogRecordKind.SystemCommit)
            {
                ReplayCommit(record, at, behind);
            }
            else if (record->Kind != LogRecordKind.Reservation)
            {
                throw Refuse(behind, $"it has a record of the unknown kind {(ushort)record->Kind}");
            }
            at += record->ImageBytes;
        }
        if (core.LastCommit != batch->LastCommitId)
        {
            throw Refuse(behind, $"it should end with commit {batch->LastCommitId}, but ends with {core.LastCommit}");
        }
        core.Ids.Load(batch->NextObjectId);
        core.Table.SealBatch(core.LastCommit);
        core.Publish();
    }

    private void ReplayCommit(LogRecordHeader* record, byte* images, LogPosition behind)
    {
        if (record->CommitId != core.LastCommit + 1)
        {
            throw Refuse(behind, $"commit {record->CommitId} follows commit {core.LastCommit}");
        }
        ulong commitId = ++core.LastCommit;
        byte* end = images + record->ImageBytes;
        uint count = 0;
        for (; images < end; count++)
        {
            RecordHeader* header = (RecordHeader*)images;
            if (end - images < RecordHeader.SizeBytes || header->RecordBytes > end - images || header->CommitId != commitId)
            {
                throw Refuse(behind, $"commit {commitId} has a damaged image");
            }
            long recordBytes = header->RecordBytes;
            core.Placement.Place(new ReadOnlySpan<byte>(images, checked((int)recordBytes)), commitId, run: 0);
            images += recordBytes;
        }
        if (count != record->ObjectCount)
        {
            throw Refuse(behind, $"commit {commitId} has {count} images, not {record->ObjectCount}");
        }
        core.Outcomes.Add(record->RequestId, commitId, record->TimeMicroseconds);
    }

    private RecoveryRefusedException Refuse(LogPosition behind, string what) =>
        new(RefusalReason.LogDamaged, $"{core.Files.Log.NameOf(behind.Segment)}: batch {behind.Sequence - 1} is damaged: {what}");
}
