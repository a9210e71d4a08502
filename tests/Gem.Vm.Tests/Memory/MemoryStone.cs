using System.Runtime.InteropServices;
using Gem.Vm.Session;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Tests.Memory;

/// <summary>
/// A repository in this process's memory with the rules of a stone that a VM can see: snapshots, first committer wins,
/// interned symbols and layouts. For tests of the VM alone; tests against a real stone are in EndToEnd.
/// </summary>
internal sealed unsafe class MemoryStone
{
    private readonly Dictionary<ulong, List<nint>> versions = [];
    private readonly Dictionary<string, ulong> interned = [];
    private readonly List<(ulong CommitId, int Session, ulong[] Ids)> commits = [];
    private ulong nextId = ObjectIds.FirstLeased;
    private int lastSession;

    /// <summary>The newest commit.</summary>
    public ulong CommitId { get; private set; } = 1;

    /// <summary>When true, moves of the view do not list what changed.</summary>
    public bool HidesChanges { get; set; }

    /// <summary>How many records the last commit wrote.</summary>
    public int RecordsOfLastCommit { get; private set; }

    public IObjectStore Connect() => new Session(this, ++lastSession);

    private RecordHeader* Find(ulong objectId, ulong view)
    {
        if (versions.TryGetValue(objectId, out List<nint>? found))
        {
            for (int i = found.Count - 1; i >= 0; i--)
            {
                if (((RecordHeader*)found[i])->CommitId <= view)
                {
                    return (RecordHeader*)found[i];
                }
            }
        }

        return null;
    }

    private void Add(ReadOnlySpan<byte> record, ulong commitId)
    {
        nint copy = (nint)NativeMemory.AlignedAlloc((nuint)record.Length, 16);
        record.CopyTo(new Span<byte>((void*)copy, record.Length));
        RecordHeader* header = (RecordHeader*)copy;
        header->CommitId = commitId;
        if (!versions.TryGetValue(header->ObjectId, out List<nint>? list))
        {
            versions.Add(header->ObjectId, list = new List<nint>(1));
        }

        list.Add(copy);
    }

    private ulong Intern(string key, RecordHeader header, ReferenceWord[] references, byte[] bytes)
    {
        if (!interned.TryGetValue(key, out ulong id))
        {
            interned[key] = id = nextId++;
            header.ObjectId = id;
            byte[] record = new byte[ObjectRecord.SizeBytes((uint)references.Length, (uint)bytes.Length)];
            ObjectRecord.Write(record, header, references, bytes);
            Add(record, CommitId + 1);
            CommitId++;
            commits.Add((CommitId, 0, [id]));
        }

        return id;
    }

    private sealed class Session(MemoryStone stone, int id) : IObjectStore
    {
        private readonly MemoryStream staged = new();

        public int SessionId => id;

        public ulong HashSeed => 4711;

        public ulong ViewCommitId { get; private set; } = stone.CommitId;

        public RecordHeader* Find(ulong objectId) => stone.Find(objectId, ViewCommitId);

        public ulong LeaseObjectIds(int count)
        {
            ulong first = stone.nextId;
            stone.nextId += (ulong)count;
            return first;
        }

        public void InternSymbols(ReadOnlySpan<SymbolKey> keys, Span<ulong> ids)
        {
            for (int i = 0; i < keys.Length; i++)
            {
                ids[i] = stone.Intern(
                    $"s{keys[i].Encoding}{Convert.ToHexString(keys[i].Bytes.Span)}",
                    new RecordHeader { ClassId = ObjectIds.SymbolClass, Format = RecordFormat.Symbol },
                    [],
                    [keys[i].Encoding, .. keys[i].Bytes.Span]);
            }
        }

        public ulong InternLayout(ReadOnlySpan<ulong> symbolIds)
        {
            ReferenceWord[] references = Array.ConvertAll(symbolIds.ToArray(), ReferenceWord.FromObjectId);
            RecordHeader header = new() { ClassId = ObjectIds.LayoutClass, Format = RecordFormat.Layout };
            return stone.Intern("l" + string.Join(',', symbolIds.ToArray()), header, references, []);
        }

        public void Stage(ReadOnlySpan<byte> records) => staged.Write(records);

        public void DropStaged() => staged.SetLength(0);

        public CommitReply Commit()
        {
            byte[] image = staged.ToArray();
            DropStaged();
            List<(int Start, int Length, ulong Id)> records = [];
            List<CommitConflict> conflicts = [];
            for (int at = 0; at < image.Length; at += (int)ObjectRecord.Header(image.AsSpan(at)).RecordBytes)
            {
                RecordHeader header = ObjectRecord.Header(image.AsSpan(at));
                records.Add((at, (int)header.RecordBytes, header.ObjectId));
                RecordHeader* newest = stone.Find(header.ObjectId, ulong.MaxValue);
                if (newest != null && newest->CommitId > ViewCommitId)
                {
                    int other = stone.commits.FindLast(commit => Array.IndexOf(commit.Ids, header.ObjectId) >= 0).Session;
                    conflicts.Add(new CommitConflict(ConflictKind.WriteWrite, header.ObjectId, other));
                }
            }

            if (conflicts.Count > 0)
            {
                return new CommitReply(CommitOutcome.Conflict, ViewChange.None(ViewCommitId), conflicts, "");
            }

            foreach ((int start, int length, _) in records)
            {
                stone.Add(image.AsSpan(start, length), stone.CommitId + 1);
            }

            stone.CommitId++;
            stone.RecordsOfLastCommit = records.Count;
            stone.commits.Add((stone.CommitId, id, [.. records.ConvertAll(record => record.Id)]));
            return new CommitReply(CommitOutcome.Committed, MoveView(), [], "");
        }

        public ViewChange MoveView()
        {
            DropStaged();
            ulong old = ViewCommitId;
            ViewCommitId = stone.CommitId;
            if (stone.HidesChanges)
            {
                return new ViewChange(old, ViewCommitId, default, old == ViewCommitId);
            }

            List<ulong> changed = [];
            for (int i = stone.commits.Count - 1; i >= 0 && stone.commits[i].CommitId > old; i--)
            {
                changed.AddRange(stone.commits[i].Ids);
            }

            return new ViewChange(old, ViewCommitId, changed.ToArray(), true);
        }

        public void Rest()
        {
        }

        public ViewChange Resume() => ViewChange.None(ViewCommitId);

        public void Dispose()
        {
        }
    }
}
