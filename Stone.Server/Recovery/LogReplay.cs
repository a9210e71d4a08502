using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.TransactionLog;

namespace Stone.Server.Recovery;

/// <summary>
/// Reads what the log holds after a meta's cut, and before it the pieces of streams that were open there; checks it, and hands
/// it on. Changes nothing itself, so it can be repeated.
/// </summary>
internal sealed unsafe class LogReplay(ILogDirectory log, LogIdentity identity, Meta meta, IReplayTarget target)
{
    // Streams that have neither been committed nor begun before the log's start, with their last piece.
    private readonly Dictionary<ulong, ulong> _openStreams = [];
    private ulong _lastCommit = meta.CommitId;

    /// <summary>Batches that were replayed.</summary>
    public long BatchCount { get; private set; }

    /// <summary>Replays; returns where the log ends. Throws <see cref="RecoveryRefusedException"/> for a log that is not whole.</summary>
    public LogPosition Run()
    {
        LogPosition start = LogPosition.OfReplay(meta);
        using var reader = new LogReader(log, identity);
        if (!reader.Exists(start.Segment))
        {
            throw new RecoveryRefusedException(
                RefusalReason.LogMissing, $"{log.NameOf(start.Segment)} is missing: the extent needs the log from there");
        }
        LogPosition position = start;
        while (reader.TryReadNext(ref position))
        {
            bool isAfterCut = reader.Header->Sequence >= meta.NextBatchSequence;
            Replay(reader, position, isAfterCut);
            BatchCount += isAfterCut ? 1 : 0;
        }
        reader.RequireTail(position);
        if (position.Sequence < meta.NextBatchSequence)
        {
            throw new RecoveryRefusedException(
                RefusalReason.LogDamaged, $"{log.NameOf(position.Segment)}: batch {position.Sequence} is missing, which the extent needs");
        }
        return position;
    }

    private void Replay(LogReader reader, LogPosition behind, bool isAfterCut)
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
            switch (record->Kind)
            {
                case LogRecordKind.Stage:
                    ReplayPiece(reader, record, at, behind);
                    break;
                case LogRecordKind.Commit or LogRecordKind.SystemCommit or LogRecordKind.StreamCommit or LogRecordKind.Removal when isAfterCut:
                    ReplayCommit(reader, record, at, behind);
                    break;
                case LogRecordKind.StreamCommit:
                    if (_openStreams.Remove(record->StreamNumber))
                    {
                        target.DropStream(record->StreamNumber);
                    }
                    break;
                case LogRecordKind.Reservation or LogRecordKind.Commit or LogRecordKind.SystemCommit or LogRecordKind.Removal:
                    break;
                default:
                    throw Refuse(behind, $"it has a record of the unknown kind {(ushort)record->Kind}");
            }
            at += record->ImageBytes;
        }
        if (!isAfterCut)
        {
            return;
        }
        if (_lastCommit != batch->LastCommitId)
        {
            throw Refuse(behind, $"it should end with commit {batch->LastCommitId}, but ends with {_lastCommit}");
        }
        target.EndBatch(*batch);
    }

    private void ReplayPiece(LogReader reader, LogRecordHeader* record, byte* images, LogPosition behind)
    {
        ulong stream = record->StreamNumber;
        string what = $"piece {record->PieceNumber} of stream {stream}";
        if (record->PieceNumber == 1)
        {
            _openStreams[stream] = 0;
            target.BeginStream(stream);
        }
        // The log is kept from the first piece of what is open at the cut: one that began before was over at the cut.
        if (!_openStreams.TryGetValue(stream, out ulong lastPiece))
        {
            return;
        }
        if (record->PieceNumber != lastPiece + 1)
        {
            throw Refuse(behind, $"{what} follows piece {lastPiece}");
        }
        _openStreams[stream] = record->PieceNumber;
        ForEachImage(reader, record, images, behind, what, (image, offset) => target.Stage(stream, image, behind.Segment, offset));
    }

    private void ReplayCommit(LogReader reader, LogRecordHeader* record, byte* images, LogPosition behind)
    {
        if (record->CommitId != _lastCommit + 1)
        {
            throw Refuse(behind, $"commit {record->CommitId} follows commit {_lastCommit}");
        }
        ulong commitId = ++_lastCommit;
        target.BeginCommit(commitId);
        if (record->Kind == LogRecordKind.StreamCommit)
        {
            if (!_openStreams.Remove(record->StreamNumber))
            {
                throw Refuse(behind, $"commit {commitId} needs stream {record->StreamNumber}, which the log does not have");
            }
            target.CommitStream(record->StreamNumber, commitId);
        }
        if (record->Kind == LogRecordKind.Removal)
        {
            ReplayRemoval(record, images, behind, commitId);
        }
        else
        {
            ForEachImage(
                reader, record, images, behind, $"commit {commitId}",
                (image, offset) => target.Place(image, commitId, behind.Segment, offset));
        }
        target.EndCommit(*record);
    }

    private void ReplayRemoval(LogRecordHeader* record, byte* set, LogPosition behind, ulong commitId)
    {
        uint count = 0;
        try
        {
            ObjectIdRuns.Visit(new ReadOnlySpan<byte>(set, checked((int)record->ImageBytes)), objectId =>
            {
                target.Remove(objectId, commitId);
                count++;
            });
        }
        catch (InvalidDataException damaged)
        {
            throw Refuse(behind, $"commit {commitId}: {damaged.Message}");
        }
        if (count != record->ObjectCount)
        {
            throw Refuse(behind, $"commit {commitId} removes {count} objects, not {record->ObjectCount}");
        }
    }

    /// <summary>Checks the images of a record, all of which have its commit id, and hands them on with their offsets in the segment.</summary>
    private void ForEachImage(LogReader reader, LogRecordHeader* record, byte* images, LogPosition behind, string what, ImageAction action)
    {
        long batchOffset = behind.Offset - LogBatch.PaddedBytes(LogBatchHeader.SizeBytes + (long)reader.Header->RecordBytes);
        byte* end = images + record->ImageBytes;
        uint count = 0;
        for (; images < end; count++)
        {
            RecordHeader* header = (RecordHeader*)images;
            if (end - images < RecordHeader.SizeBytes || header->RecordBytes > end - images || header->CommitId != record->CommitId)
            {
                throw Refuse(behind, $"{what} has a damaged image");
            }
            long recordBytes = header->RecordBytes;
            action(new ReadOnlySpan<byte>(images, checked((int)recordBytes)), batchOffset + (images - (byte*)reader.Header));
            images += recordBytes;
        }
        if (count != record->ObjectCount)
        {
            throw Refuse(behind, $"{what} has {count} images, not {record->ObjectCount}");
        }
    }

    private RecoveryRefusedException Refuse(LogPosition behind, string what) =>
        new(RefusalReason.LogDamaged, $"{log.NameOf(behind.Segment)}: batch {behind.Sequence - 1} is damaged: {what}");

    /// <summary>What is done with an image at an offset of its segment.</summary>
    private delegate void ImageAction(ReadOnlySpan<byte> image, long offset);
}
