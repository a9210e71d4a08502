using Shared.ObjectFormat.Log;

namespace Stone.Server.TransactionLog;

/// <summary>
/// Appends batches. A segment that is full, and the current one at each cut, is synced before the next one is written, so
/// what is durable is always a prefix of the log. Not thread-safe; used under the engine's gate.
/// </summary>
public sealed unsafe class LogWriter(ILogDirectory directory, LogIdentity identity, long segmentBytes) : IDisposable
{
    private const int LargestWriteBytes = 256 << 20;

    // Segments to come are also made on another thread; whoever looks for one or makes one holds this.
    private readonly Lock _segmentsToCome = new();
    private ILogFile? _file;
    private ulong _segment;
    private ulong _durableSequence;
    private uint _previousChecksum;
    private ulong _nextSequence = 1;
    private long _offset;

    /// <summary>The segment that is written; 0 before the first.</summary>
    public ulong Segment => Volatile.Read(ref _segment);

    /// <summary>Bytes written since the engine started.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>Where the next batch goes.</summary>
    public LogPosition Position => new(Segment, _offset, _nextSequence, _previousChecksum);

    /// <summary>True when a batch was written that no sync has covered.</summary>
    public bool HasUnsynced => _durableSequence + 1 < _nextSequence;

    /// <summary>Continues a log whose end is known; what is before it is durable or does not count. A new segment follows.</summary>
    public void ContinueAfter(LogPosition end)
    {
        Volatile.Write(ref _segment, end.Segment);
        _offset = end.Offset;
        _nextSequence = end.Sequence;
        _durableSequence = end.Sequence - 1;
        _previousChecksum = end.PreviousChecksum;
    }

    /// <summary>
    /// Makes sure that a batch of so many bytes fits. The segment after the one that is written then still stays for the next
    /// cut, which on a full disk is what gives older segments back. Throws <see cref="Storage.RepositoryFullException"/>, and
    /// then nothing has changed.
    /// </summary>
    public void EnsureRoom(long batchBytes)
    {
        long paddedBytes = LogBatch.PaddedBytes(batchBytes);
        if (_file == null || _offset + paddedBytes > _file.LengthBytes)
        {
            PrepareSegments();
            SwitchSegment(paddedBytes);
        }
    }

    /// <summary>Begins the next segment, which is made when no recycled one waits under its number.</summary>
    public void SwitchSegment(long atLeastBytes = 0)
    {
        ulong next = Segment + 1;
        ILogFile file = OpenOrCreate(next, Math.Max(segmentBytes, atLeastBytes));
        if (_file != null)
        {
            Sync();
            _file.Dispose();
        }
        _file = file;
        Volatile.Write(ref _segment, next);
        _offset = 0;
    }

    /// <summary>
    /// Makes the next two segments ahead of their time: one for commits, so that none waits for it, one for the cut. Needs no
    /// gate. Throws <see cref="Storage.RepositoryFullException"/>.
    /// </summary>
    public void PrepareSegments()
    {
        lock (_segmentsToCome)
        {
            IReadOnlyList<ulong> all = directory.List();
            for (ulong segment = Segment + 1; segment <= Segment + 2; segment++)
            {
                if (!all.Contains(segment))
                {
                    directory.Create(segment, segmentBytes).Dispose();
                }
            }
        }
    }

    /// <summary>Writes the batch at the end. Not durable before <see cref="Sync"/>.</summary>
    public void Write(LogBatch batch, ulong firstCommit, ulong lastCommit, ulong nextObjectId, long timeMicroseconds)
    {
        EnsureRoom(batch.LengthBytes);
        long paddedBytes = batch.Seal(new LogBatchHeader
        {
            RepositoryId = identity.RepositoryId,
            Timeline = identity.Timeline,
            LeaderEpoch = identity.LeaderEpoch,
            Sequence = _nextSequence,
            Segment = Segment,
            PreviousChecksum = _previousChecksum,
            DurableSequence = _durableSequence,
            FirstCommitId = firstCommit,
            LastCommitId = lastCommit,
            NextObjectId = nextObjectId,
            TimeMicroseconds = timeMicroseconds,
        });
        for (long at = 0; at < paddedBytes; at += LargestWriteBytes)
        {
            _file!.Write(_offset + at, new ReadOnlySpan<byte>(batch.Buffer + at, (int)Math.Min(LargestWriteBytes, paddedBytes - at)));
        }
        _previousChecksum = ((LogBatchHeader*)batch.Buffer)->Checksum;
        _offset += paddedBytes;
        _nextSequence++;
        WrittenBytes += paddedBytes;
    }

    /// <summary>Makes all batches durable.</summary>
    public void Sync()
    {
        if (HasUnsynced)
        {
            _file!.Sync();
            _durableSequence = _nextSequence - 1;
        }
    }

    /// <summary>
    /// Recycles the segments before one that a completed checkpoint no longer needs: keeps up to <paramref name="spares"/>
    /// of them for the time to come and deletes the others.
    /// </summary>
    public void Recycle(ulong beforeSegment, int spares)
    {
        lock (_segmentsToCome)
        {
            RecycleLocked(beforeSegment, spares);
        }
    }

    /// <summary>Closes the segment.</summary>
    public void Dispose() => _file?.Dispose();

    private void RecycleLocked(ulong beforeSegment, int spares)
    {
        IReadOnlyList<ulong> all = directory.List();
        List<ulong> old = all.Where(segment => segment < beforeSegment).ToList();
        if (old.Count == 0)
        {
            return;
        }
        ulong last = Math.Max(all[^1], Segment);
        foreach (ulong segment in old)
        {
            if (last - Segment < (ulong)spares && HasUsualSize(segment))
            {
                directory.Rename(segment, ++last);
            }
            else
            {
                directory.Delete(segment);
            }
        }
        directory.Sync();
    }

    private bool HasUsualSize(ulong segment)
    {
        using ILogFile file = directory.Open(segment);
        return file.LengthBytes == segmentBytes;
    }

    private ILogFile OpenOrCreate(ulong segment, long lengthBytes)
    {
        lock (_segmentsToCome)
        {
            if (directory.List().Contains(segment))
            {
                ILogFile file = directory.Open(segment);
                if (file.LengthBytes >= lengthBytes)
                {
                    return file;
                }
                file.Dispose();
            }
            return directory.Create(segment, lengthBytes);
        }
    }
}
