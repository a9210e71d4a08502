using System.Numerics;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;
using Stone.Server.Storage;

namespace Stone.Server.Collection;

/// <summary>
/// The objects that a collection has condemned and that are not removed yet. In the repository it is an object of the stone's own: a head
/// under a reserved id that refers to chunks, whose bytes are <see cref="ObjectIdRuns"/>. So a crash does not forget it: nobody could tell
/// otherwise that what is left refers to what is gone. Used under the engine's gate.
/// </summary>
internal sealed unsafe class DeadSet(RepositoryCore core)
{
    /// <summary>Bytes of a chunk's set: any page with room takes it.</summary>
    private const int ChunkBytes = 8 << 10;

    /// <summary>A slice copies no more leaves of the object table than this.</summary>
    private const int LeavesPerSlice = 64;

    private readonly List<ulong> _chunks = [];
    private ObjectIdBitmap? _members;
    private ulong _cursor;

    /// <summary>How many are left.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there is one, be it that all its members are removed.</summary>
    public bool IsThere => _members != null;

    /// <summary>Whether an object was condemned and is not removed yet.</summary>
    public bool Contains(ulong objectId) => _members != null && _members.Contains(objectId);

    /// <summary>Reads what was condemned before, after recovery. What was removed since is passed over.</summary>
    public void Load()
    {
        RecordHeader* head = core.RecordOf(ObjectIds.DeadObjects);
        if (head == null || head->ReferenceCount == 0)
        {
            return;
        }
        _members = new ObjectIdBitmap();
        _cursor = 0;
        foreach (ReferenceWord chunk in ObjectRecord.References(head))
        {
            _chunks.Add(chunk.ObjectId);
            ObjectIdRuns.Visit(ObjectRecord.Bytes(core.RecordOf(chunk.ObjectId)), LoadWord);
        }
    }

    /// <summary>
    /// Condemns, in the batch in the making; the set is the stone's own from here on. Throws <see cref="RepositoryFullException"/>, and then nothing has changed.
    /// </summary>
    /// <param name="members">The objects.</param>
    /// <param name="cleared">Ephemerons that lose a key by it, as they are to be written.</param>
    public void Condemn(ObjectIdBitmap members, IReadOnlyList<byte[]> cleared)
    {
        List<byte[]> chunks = Encode(members);
        long bytes = (chunks.Count * ObjectRecord.SizeBytes(0, ChunkBytes)) + ObjectRecord.SizeBytes((uint)chunks.Count, 0)
            + cleared.Sum(record => (long)record.Length);
        NodePaths paths = new();
        foreach (byte[] record in cleared)
        {
            paths.Add(ObjectRecord.Header(record).ObjectId);
        }
        core.EnsureLogRoom(LogRecordHeader.SizeBytes + bytes);
        uint headFrames = RunFramesOfHead(chunks.Count);
        List<ulong> run = core.Space.TakeRoomForCollection(
            headFrames == 0 ? [] : [headFrames],
            new Reservation((((chunks.Count / TableNode.EntryCount) + 4L) * TableNode.MaximumDepth) + paths.Count, (2 * bytes / ObjectPlacement.LargestInPageBytes) + 4),
            core.LastCommit + 1);
        try
        {
            ulong commitId = core.BeginSystemCommit(LogRecordKind.SystemCommit);
            foreach (byte[] chunk in chunks)
            {
                _chunks.Add(core.Ids.Take(1).First);
                Write(_chunks[^1], [], chunk, commitId, run: 0);
            }
            Write(ObjectIds.DeadObjects, [.. _chunks.Select(ReferenceWord.FromObjectId)], [], commitId, run.Count == 0 ? 0 : run[0]);
            WriteCleared(cleared, commitId);
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
        _members = members;
        _cursor = 0;
        Count = members.Count();
    }

    /// <summary>
    /// Removes the next members, in the batch in the making; when none is left, the set itself. Throws <see cref="RepositoryFullException"/>,
    /// and then nothing has changed.
    /// </summary>
    /// <param name="most">Not many more than so many.</param>
    /// <param name="removed">Gets each that was removed.</param>
    public void RemoveSlice(int most, ObjectIdBitmap removed)
    {
        if (_members == null)
        {
            return;
        }
        List<byte> slice = [];
        List<ulong> ids = NextIds(most, slice);
        core.EnsureLogRoom(LogRecordHeader.SizeBytes + slice.Count + ObjectRecord.SizeBytes(0, 0) * (2L + _chunks.Count));
        core.Space.EnsureForCollection(new Reservation((LeavesPerSlice + 2L) * TableNode.MaximumDepth, 2));
        try
        {
            if (ids.Count > 0)
            {
                ulong commitId = core.BeginSystemCommit(LogRecordKind.Removal);
                core.Pipeline.Batch.AddBody(slice, (uint)ids.Count);
                foreach (ulong objectId in ids)
                {
                    core.Placement.Remove(objectId, commitId);
                    _members.Remove(objectId);
                    removed.Add(objectId);
                }
                Count -= ids.Count;
            }
            if (Count == 0)
            {
                Delete();
            }
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
    }

    private void LoadWord(ulong number, ulong word)
    {
        ulong present = 0;
        for (ulong left = word; left != 0; left &= left - 1)
        {
            int bit = BitOperations.TrailingZeroCount(left);
            present |= core.Table.Find((number * ObjectIdBitmap.IdsPerWord) + (ulong)bit).IsPresent ? 1UL << bit : 0;
        }
        _members!.AddWord(number, present);
        Count += BitOperations.PopCount(present);
    }

    private static List<byte[]> Encode(ObjectIdBitmap members)
    {
        List<byte[]> chunks = [];
        List<byte> chunk = [];
        int head = -1;
        members.ForEachWord((number, word) =>
        {
            ObjectIdRuns.Append(chunk, ref head, number, word);
            if (chunk.Count > ChunkBytes - 2 * ObjectIdRuns.HeadBytes)
            {
                chunks.Add([.. chunk]);
                chunk.Clear();
                head = -1;
            }
        });
        if (chunk.Count > 0)
        {
            chunks.Add([.. chunk]);
        }
        return chunks;
    }

    private List<ulong> NextIds(int most, List<byte> slice)
    {
        List<ulong> ids = [];
        int head = -1;
        int leaves = 0;
        ulong lastLeaf = ulong.MaxValue;
        for (; ids.Count < most && leaves < LeavesPerSlice && _members!.TryFindWord(ref _cursor, out ulong word); _cursor++)
        {
            ObjectIdRuns.Append(slice, ref head, _cursor, word);
            for (ulong left = word; left != 0; left &= left - 1)
            {
                ulong objectId = (_cursor * ObjectIdBitmap.IdsPerWord) + (ulong)BitOperations.TrailingZeroCount(left);
                ids.Add(objectId);
                leaves += objectId / TableNode.EntryCount == lastLeaf ? 0 : 1;
                lastLeaf = objectId / TableNode.EntryCount;
            }
        }
        return ids;
    }

    private void Delete()
    {
        ulong commitId = core.BeginSystemCommit(LogRecordKind.SystemCommit);
        Write(ObjectIds.DeadObjects, [], [], commitId, run: 0);
        if (_chunks.Count > 0)
        {
            commitId = core.BeginSystemCommit(LogRecordKind.Removal);
            List<byte> chunks = [];
            int head = -1;
            foreach (IGrouping<ulong, ulong> word in _chunks.GroupBy(id => id / ObjectIdBitmap.IdsPerWord).OrderBy(word => word.Key))
            {
                ObjectIdRuns.Append(chunks, ref head, word.Key, word.Aggregate(0UL, (bits, id) => bits | (1UL << (int)(id % ObjectIdBitmap.IdsPerWord))));
            }
            core.Pipeline.Batch.AddBody(chunks, (uint)_chunks.Count);
            foreach (ulong chunk in _chunks)
            {
                core.Placement.Remove(chunk, commitId);
            }
        }
        _chunks.Clear();
        _members!.Dispose();
        _members = null;
    }

    private void WriteCleared(IReadOnlyList<byte[]> cleared, ulong commitId)
    {
        if (cleared.Count == 0)
        {
            return;
        }
        foreach (byte[] record in cleared)
        {
            ObjectRecord.Header(record.AsSpan()).CommitId = commitId;
            core.Pipeline.Batch.AddImage(record);
            core.Placement.Place(record, commitId, run: 0);
        }
        core.WriteSets.Add(
            commitId, sessionId: 0, core.Settings.NowMicroseconds, [.. cleared.Select(record => ObjectRecord.Header(record).ObjectId)]);
    }

    private static uint RunFramesOfHead(int chunks)
    {
        long bytes = ObjectRecord.SizeBytes((uint)chunks, 0);
        return bytes <= ObjectPlacement.LargestInPageBytes ? 0 : ObjectPlacement.RunFrames(bytes);
    }

    private void Write(ulong objectId, ReadOnlySpan<ReferenceWord> references, ReadOnlySpan<byte> bytes, ulong commitId, ulong run)
    {
        byte format = bytes.IsEmpty ? RecordFormat.Directory : RecordFormat.ObjectIds;
        RecordHeader header = new() { ObjectId = objectId, Format = format, CommitId = commitId };
        byte[] record = new byte[ObjectRecord.SizeBytes((uint)references.Length, (uint)bytes.Length)];
        ObjectRecord.Write(record, header, references, bytes);
        core.Pipeline.Batch.AddImage(record);
        core.Placement.Place(record, commitId, run);
    }
}
