using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Extents;

namespace Stone.Server.Storage;

/// <summary>
/// Numbers that all sessions share outside their transactions. They are one object of the stone's own, which a batch writes
/// once, however many changes it brings; so log, checkpoints and recovery need to know nothing of them. Used under the gate.
/// </summary>
internal sealed unsafe class SharedCounters(RepositoryCore core)
{
    private readonly long[] _values = new long[SharedPages.CounterCount];
    private bool _isChanged;

    /// <summary>All values, with those of the batch in the making.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <summary>Reads them, after recovery.</summary>
    public void Load()
    {
        RecordHeader* record = core.RecordOf(ObjectIds.SharedCounters);
        if (record != null)
        {
            ObjectRecord.Bytes(record).CopyTo(MemoryMarshal.AsBytes(_values.AsSpan()));
        }
    }

    /// <summary>Changes one in the batch in the making. Throws <see cref="RepositoryFullException"/>, and then nothing has changed.</summary>
    public void Set(int index, long value)
    {
        core.EnsureLogRoom(LogRecordHeader.SizeBytes + RecordBytes);
        core.Space.Ensure(new Reservation(TableNode.MaximumDepth, 2));
        _values[index] = value;
        _isChanged = true;
    }

    /// <summary>Puts what was changed into the batch in the making, before that is closed.</summary>
    public void AddToBatch()
    {
        if (!_isChanged)
        {
            return;
        }
        _isChanged = false;
        try
        {
            ulong commitId = core.Pipeline.BeginCommit(
                new LogRecordHeader { Kind = LogRecordKind.SystemCommit, TimeMicroseconds = core.Settings.NowMicroseconds },
                core.Settings.SyncCommits);
            byte[] record = new byte[RecordBytes];
            RecordHeader header = new() { ObjectId = ObjectIds.SharedCounters, Format = RecordFormat.Counters, CommitId = commitId };
            ObjectRecord.Write(record, header, [], MemoryMarshal.AsBytes(_values.AsSpan()));
            core.Pipeline.Batch.AddImage(record);
            core.Placement.Place(record, commitId, run: 0);
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
    }

    private static long RecordBytes => ObjectRecord.SizeBytes(0, SharedPages.CounterCount * sizeof(long));
}
