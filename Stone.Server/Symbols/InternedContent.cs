using System.Runtime.InteropServices;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;
using Stone.Server.Storage;

namespace Stone.Server.Symbols;

/// <summary>
/// Interns objects of one format by content: one object for each content, for all sessions, outside their transactions.
/// New ones are an ordinary commit of the stone's own. It is logged but not synced: a commit that refers to them is later
/// in the log, and its sync covers them. Used under the engine's gate.
/// </summary>
internal sealed unsafe class InternedContent(RepositoryCore core, byte format, ulong classId, ulong directoryId)
{
    /// <summary>The largest content.</summary>
    public const int LargestContentBytes = 8192;

    private readonly ContentIndex _index = new(core.HashSeed);
    private readonly ObjectDirectory _directory = new(core, directoryId);

    private bool HoldsReferences => format == RecordFormat.Layout;

    /// <summary>Number of objects.</summary>
    public int Count => _index.Count;

    /// <summary>Finds everything that was interned before, after recovery.</summary>
    public void Load() => _directory.Load(id => _index.Add(id, Content(id), CopyOfContent));

    /// <summary>
    /// The ids for some contents, in order; those that are new are made, in the batch in the making. Throws <see cref="RepositoryFullException"/> when
    /// there is no room, and then nothing has changed.
    /// </summary>
    public ulong[] Intern(IReadOnlyList<byte[]> contents)
    {
        ulong[] ids = new ulong[contents.Count];
        int missing = 0;
        long missingBytes = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = _index.Find(contents[i], IsSame);
            if (ids[i] == 0)
            {
                missing++;
                missingBytes += ObjectRecord.SizeBytes(0, (uint)contents[i].Length);
            }
        }
        if (missing > 0)
        {
            ulong headRun = MakeRoom(missing, missingBytes);
            try
            {
                AddMissing(contents, ids, headRun);
            }
            catch (Exception exception)
            {
                throw core.Fail(exception);
            }
        }
        return ids;
    }

    private ulong MakeRoom(int missing, long missingBytes)
    {
        long bytes = missingBytes + _directory.BytesToAdd(missing);
        int objects = missing + ObjectDirectory.ChunksToAdd(missing);
        core.EnsureLogRoom(LogRecordHeader.SizeBytes + bytes);
        long headBytes = _directory.HeadBytesAfter(missing);
        uint headFrames = headBytes <= ObjectPlacement.LargestInPageBytes ? 0 : ObjectPlacement.RunFrames(headBytes);
        ulong headRun = headFrames == 0 ? 0 : core.Space.TakeRun(PageKind.LargeObject, headFrames, core.LastCommit + 1);
        try
        {
            core.Space.Ensure(new Reservation(
                ((objects / TableNode.EntryCount) + 4L) * TableNode.MaximumDepth, (2 * bytes / ObjectPlacement.LargestInPageBytes) + 4));
        }
        catch (RepositoryFullException) when (headRun != 0)
        {
            core.Space.Allocator.Free(headRun, headFrames);
            throw;
        }
        return headRun;
    }

    private void AddMissing(IReadOnlyList<byte[]> contents, ulong[] ids, ulong headRun)
    {
        ulong commitId = core.BeginSystemCommit(LogRecordKind.SystemCommit);
        var added = new List<ulong>();
        for (int i = 0; i < ids.Length; i++)
        {
            // A content may come twice in one call.
            ids[i] = ids[i] != 0 ? ids[i] : _index.Find(contents[i], IsSame);
            if (ids[i] == 0)
            {
                ids[i] = core.Ids.Take(1).First;
                var header = new RecordHeader { ObjectId = ids[i], ClassId = classId, Format = format };
                ReadOnlySpan<byte> content = contents[i];
                Write(header, HoldsReferences ? MemoryMarshal.Cast<byte, ReferenceWord>(content) : [], HoldsReferences ? [] : content, commitId, 0);
                _index.Add(ids[i], content, CopyOfContent);
                added.Add(ids[i]);
            }
        }
        ulong unusedRun = headRun;
        _directory.Add(added, (header, words) =>
        {
            bool isHead = header.ObjectId == directoryId;
            Write(header, words, [], commitId, isHead ? headRun : 0);
            unusedRun = isHead ? 0 : unusedRun;
        });
        if (unusedRun != 0)
        {
            core.Space.Allocator.Free(unusedRun, core.Space.Page(unusedRun)->Frames);
        }
    }

    private void Write(RecordHeader header, ReadOnlySpan<ReferenceWord> references, ReadOnlySpan<byte> bytes, ulong commitId, ulong run)
    {
        header.CommitId = commitId;
        byte[] record = new byte[ObjectRecord.SizeBytes((uint)references.Length, (uint)bytes.Length)];
        ObjectRecord.Write(record, header, references, bytes);
        core.Pipeline.Batch.AddImage(record);
        bool isInRun = record.Length > ObjectPlacement.LargestInPageBytes;
        core.Placement.Place(record, commitId, isInRun ? run : 0);
    }

    private bool IsSame(ulong id, ReadOnlySpan<byte> content) => Content(id).SequenceEqual(content);

    private byte[] CopyOfContent(ulong id) => Content(id).ToArray();

    private ReadOnlySpan<byte> Content(ulong id)
    {
        RecordHeader* record = core.RecordOf(id);
        if (record == null)
        {
            return [];
        }
        return HoldsReferences ? MemoryMarshal.AsBytes(ObjectRecord.References(record)) : ObjectRecord.Bytes(record);
    }
}
