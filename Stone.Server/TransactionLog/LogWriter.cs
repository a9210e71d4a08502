using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Log;

namespace Stone.Server.TransactionLog;

/// <summary>
/// Gives batches their places in the log: chains and seals them, and has segments ready. What writes them is
/// <see cref="LogOutput"/>. Not thread-safe; used under the engine's gate.
/// </summary>
public sealed unsafe class LogWriter(ILogDirectory directory, LogIdentity identity, long segmentBytes) : IDisposable
{
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

    /// <summary>Bytes of batches since the engine started.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>Where the next batch goes.</summary>
    public LogPosition Position => new(Segment, _offset, _nextSequence, _previousChecksum);

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
        if (_offset == 0)
        {
            // Nobody wrote to it, so nobody else closes it.
            _file?.Dispose();
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

    /// <summary>
    /// Seals the batch and gives it the place at the end. <paramref name="state"/> is what it makes visible; the ids below
    /// <paramref name="nextObjectId"/> are claimed with it.
    /// </summary>
    public LoggedBatch Append(LogBatch batch, ulong firstCommit, PublishedState state, ulong nextObjectId, bool mustSync, long timeMicroseconds)
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
            LastCommitId = state.CommitId,
            NextObjectId = nextObjectId,
            TimeMicroseconds = timeMicroseconds,
        });
        var logged = new LoggedBatch
        {
            Batch = batch,
            File = _file!,
            OffsetBytes = _offset,
            LengthBytes = paddedBytes,
            Sequence = _nextSequence,
            NextObjectId = nextObjectId,
            MustSync = mustSync,
            State = state,
        };
        _previousChecksum = ((LogBatchHeader*)batch.Buffer)->Checksum;
        _offset += paddedBytes;
        _nextSequence++;
        WrittenBytes += paddedBytes;
        return logged;
    }

    /// <summary>Everything up to this batch is durable.</summary>
    public void MarkDurable(ulong sequence) => _durableSequence = Math.Max(_durableSequence, sequence);

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
