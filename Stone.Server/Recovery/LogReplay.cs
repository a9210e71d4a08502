using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Stone.Server.TransactionLog;

namespace Stone.Server.Recovery;

/// <summary>Reads what the log holds after a meta's cut, checks it, and hands it on. Changes nothing itself, so it can be repeated.</summary>
internal sealed unsafe class LogReplay(ILogDirectory log, LogIdentity identity, ulong cutCommit, IReplayTarget target)
{
    private ulong _lastCommit = cutCommit;

    /// <summary>Batches that were replayed.</summary>
    public long BatchCount { get; private set; }

    /// <summary>Replays; returns where the log ends. Throws <see cref="RecoveryRefusedException"/> for a log that is not whole.</summary>
    public LogPosition Run(LogPosition start)
    {
        using var reader = new LogReader(log, identity);
        if (!reader.Exists(start.Segment))
        {
            throw new RecoveryRefusedException(
                RefusalReason.LogMissing, $"{log.NameOf(start.Segment)} is missing: the extent needs the log from there");
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
                ReplayCommit(reader, record, at, behind);
            }
            else if (record->Kind != LogRecordKind.Reservation)
            {
                throw Refuse(behind, $"it has a record of the unknown kind {(ushort)record->Kind}");
            }
            at += record->ImageBytes;
        }
        if (_lastCommit != batch->LastCommitId)
        {
            throw Refuse(behind, $"it should end with commit {batch->LastCommitId}, but ends with {_lastCommit}");
        }
        target.EndBatch(*batch);
    }

    private void ReplayCommit(LogReader reader, LogRecordHeader* record, byte* images, LogPosition behind)
    {
        if (record->CommitId != _lastCommit + 1)
        {
            throw Refuse(behind, $"commit {record->CommitId} follows commit {_lastCommit}");
        }
        ulong commitId = ++_lastCommit;
        target.BeginCommit(commitId);
        long batchOffset = behind.Offset - LogBatch.PaddedBytes(LogBatchHeader.SizeBytes + (long)reader.Header->RecordBytes);
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
            var image = new ReadOnlySpan<byte>(images, checked((int)recordBytes));
            target.Place(image, commitId, behind.Segment, batchOffset + (images - (byte*)reader.Header));
            images += recordBytes;
        }
        if (count != record->ObjectCount)
        {
            throw Refuse(behind, $"commit {commitId} has {count} images, not {record->ObjectCount}");
        }
        target.EndCommit(*record);
    }

    private RecoveryRefusedException Refuse(LogPosition behind, string what) =>
        new(RefusalReason.LogDamaged, $"{log.NameOf(behind.Segment)}: batch {behind.Sequence - 1} is damaged: {what}");
}
