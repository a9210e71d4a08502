using System.Runtime.InteropServices;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Pages;
using Stone.Server.Recovery;

namespace Stone.Server.TransactionLog;

/// <summary>
/// Reads batches for recovery, by position, and tells a torn tail from damage. Refuses a foreign log by name.
/// </summary>
internal sealed unsafe class LogReader(ILogDirectory directory, LogIdentity identity) : IDisposable
{
    private const int ScanBytes = 1 << 20;

    private readonly IReadOnlyList<ulong> _segments = directory.List();
    private ILogFile? _file;
    private ulong _fileSegment;
    private byte* _buffer;
    private long _bufferBytes;

    /// <summary>The header of the batch that was read last.</summary>
    public LogBatchHeader* Header => (LogBatchHeader*)_buffer;

    /// <summary>The first record of the batch that was read last.</summary>
    public byte* Records => _buffer + LogBatchHeader.SizeBytes;

    /// <summary>Whether a segment exists.</summary>
    public bool Exists(ulong segment) => _segments.Contains(segment);

    /// <summary>
    /// Reads the batch that continues the chain at a position, or at the start of a later segment. False at the end of the
    /// chain. Moves the position behind the batch.
    /// </summary>
    public bool TryReadNext(ref LogPosition position)
    {
        LogPosition at = position;
        bool found = IsNext(at);
        for (int i = 0; i < _segments.Count && !found; i++)
        {
            // Two cuts without a batch between them leave an empty segment, so more than the next one is looked at.
            if (_segments[i] > position.Segment)
            {
                at = position with { Segment = _segments[i], Offset = 0 };
                found = IsNext(at);
            }
        }
        if (!found)
        {
            return false;
        }
        long batchBytes = LogBatch.PaddedBytes(LogBatchHeader.SizeBytes + (long)Header->RecordBytes);
        position = new LogPosition(at.Segment, at.Offset + batchBytes, at.Sequence + 1, Header->Checksum);
        return true;
    }

    /// <summary>
    /// Refuses when the chain ended at a batch that had been durable: a later one in the log says so. Otherwise the end is
    /// the tail that a crash tore.
    /// </summary>
    public void RequireTail(LogPosition end)
    {
        foreach (ulong segment in _segments.Where(number => number >= end.Segment))
        {
            using ILogFile file = directory.Open(segment);
            byte[] piece = new byte[ScanBytes];
            for (long at = segment == end.Segment ? end.Offset : 0; at < file.LengthBytes; at += ScanBytes)
            {
                int length = (int)Math.Min(ScanBytes, file.LengthBytes - at);
                file.Read(at, piece.AsSpan(0, length));
                for (int offset = 0; offset + LogBatchHeader.SizeBytes <= length; offset += LogBatchHeader.AlignmentBytes)
                {
                    ref readonly LogBatchHeader header = ref MemoryMarshal.AsRef<LogBatchHeader>(piece.AsSpan(offset));
                    if (Claims(header, segment) && header.DurableSequence >= end.Sequence && header.Sequence > end.Sequence
                        && TryLoad(segment, at + offset))
                    {
                        throw new RecoveryRefusedException(
                            RefusalReason.LogDamaged,
                            $"{directory.NameOf(end.Segment)}: batch {end.Sequence} at byte {end.Offset} is damaged or missing, "
                            + $"but batch {Header->Sequence} in {directory.NameOf(segment)} shows that it was durable");
                    }
                }
            }
        }
    }

    /// <summary>Whether a whole batch of any repository begins the segment; so a directory in use is told from an empty one.</summary>
    public bool HasBatchAtStart(ulong segment) => TryLoad(segment, 0);

    /// <summary>Gives file and buffer back.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        NativeMemory.Free(_buffer);
        _buffer = null;
    }

    private bool Claims(in LogBatchHeader header, ulong segment) =>
        header.Magic == LogBatchHeader.MagicValue && header.Segment == segment && header.RepositoryId == identity.RepositoryId
        && header.Timeline == identity.Timeline;

    private bool IsNext(LogPosition position)
    {
        if (!TryLoad(position.Segment, position.Offset))
        {
            return false;
        }
        string where = $"{directory.NameOf(position.Segment)}, batch at byte {position.Offset}";
        if (Header->RepositoryId != identity.RepositoryId)
        {
            throw new RecoveryRefusedException(
                RefusalReason.LogForeign,
                $"{where}: the log belongs to repository {Header->RepositoryId:x16}, the extent to {identity.RepositoryId:x16}");
        }
        if (!FormatVersion.IsRead(Header->Version))
        {
            throw new RecoveryRefusedException(
                RefusalReason.WrongVersion, $"{where}: the log has format version {Header->Version}, this program reads {FormatVersion.Current}");
        }
        if (Header->Timeline != identity.Timeline)
        {
            throw new RecoveryRefusedException(
                RefusalReason.LogForeign, $"{where}: the log is of timeline {Header->Timeline:x}, the extent of {identity.Timeline:x}; they are of two copies of one repository");
        }
        return Header->Segment == position.Segment && Header->Sequence == position.Sequence
            && Header->PreviousChecksum == position.PreviousChecksum;
    }

    /// <summary>Reads a batch whose checksum is right, whoever wrote it.</summary>
    private bool TryLoad(ulong segment, long offset)
    {
        if (_file == null || _fileSegment != segment)
        {
            _file?.Dispose();
            _file = directory.Open(segment);
            _fileSegment = segment;
        }
        if (offset + LogBatchHeader.SizeBytes > _file.LengthBytes)
        {
            return false;
        }
        Require(LogBatchHeader.SizeBytes);
        _file.Read(offset, new Span<byte>(_buffer, LogBatchHeader.SizeBytes));
        ulong room = (ulong)(_file.LengthBytes - offset - LogBatchHeader.SizeBytes);
        if (Header->Magic != LogBatchHeader.MagicValue || Header->RecordBytes > room)
        {
            return false;
        }
        long lengthBytes = LogBatchHeader.SizeBytes + (long)Header->RecordBytes;
        Require(lengthBytes);
        const int Piece = 1 << 30;
        for (long at = LogBatchHeader.SizeBytes; at < lengthBytes; at += Piece)
        {
            _file.Read(offset + at, new Span<byte>(_buffer + at, (int)Math.Min(Piece, lengthBytes - at)));
        }
        return LogBatch.Checksum(_buffer, lengthBytes) == Header->Checksum;
    }

    private void Require(long lengthBytes)
    {
        if (lengthBytes > _bufferBytes)
        {
            _bufferBytes = Math.Max(lengthBytes, 1 << 16);
            _buffer = (byte*)NativeMemory.Realloc(_buffer, (nuint)_bufferBytes);
        }
    }
}
