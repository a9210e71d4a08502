using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Sessions;

namespace Stone.Server.Tests.Sessions;

/// <summary>A repository without a disk, for tests of what stands around it: it remembers who wrote which object, not what.</summary>
internal sealed unsafe class MemoryRepository(SharedPageSet pages, string extentPath) : IRepository
{
    private readonly List<(ulong Commit, ulong[] Ids)> _writeSets = [];
    private readonly Dictionary<ulong, (ulong Commit, int Session)> _written = [];
    private readonly Dictionary<string, ulong> _symbols = [];
    private readonly Dictionary<CommitRequestId, ulong> _outcomes = [];
    private ulong _nextId = 1024;

    public int LiveViews { get; private set; }

    /// <summary>How many bytes the largest commit had.</summary>
    public long LargestCommit { get; private set; }

    public ulong RepositoryId => 77;

    public ulong HashSeed => 88;

    public IReadOnlyList<string> ExtentPaths { get; } = [extentPath];

    public long ExtentLimitBytes => 1 << 20;

    public ulong CommitId { get; private set; } = 1;

    public RepositoryView TakeView()
    {
        LiveViews++;
        return new RepositoryView(CommitId, 0, 0, null);
    }

    public void ReleaseView(RepositoryView view) => LiveViews--;

    public int ChangesBetween(RepositoryView from, RepositoryView to, ulong own, Span<ulong> ids)
    {
        ulong[] changed = [.. _writeSets.Where(w => w.Commit > from.CommitId && w.Commit <= to.CommitId && w.Commit != own).SelectMany(w => w.Ids)];
        if (changed.Length > ids.Length)
            return -1;
        changed.CopyTo(ids);
        return changed.Length;
    }

    public void EndSession(int sessionId)
    {
        // Keeps no leases.
    }

    public ulong LeaseObjectIds(int sessionId, int count)
    {
        ulong first = _nextId;
        _nextId += (ulong)count;
        return first;
    }

    public void InternSymbols(IReadOnlyList<SymbolName> names, Span<ulong> ids)
    {
        for (int i = 0; i < names.Count; i++)
        {
            string key = $"{names[i].Encoding}:{Convert.ToHexString(names[i].Bytes)}";
            if (!_symbols.TryGetValue(key, out ids[i]))
                _symbols[key] = ids[i] = LeaseObjectIds(0, 1);
        }
    }

    public ulong InternLayout(ReadOnlySpan<ulong> symbolIds) => LeaseObjectIds(0, 1);

    public void CommitBatch(IReadOnlyList<PendingCommit> batch)
    {
        foreach (PendingCommit commit in batch)
            Commit(commit);
        PublishedRoot.Write(pages.Root, new PublishedState(CommitId, 0, 0, 0));
    }

    public ulong CommitOf(CommitRequestId requestId) => _outcomes.GetValueOrDefault(requestId);

    private void Commit(PendingCommit commit)
    {
        LargestCommit = Math.Max(LargestCommit, commit.Session.Staged.LengthBytes);
        List<ulong> ids = [];
        List<SlotConflict> conflicts = [];
        ReadOnlySpan<byte> records = commit.Session.Staged.GetSpan();
        while (!records.IsEmpty)
        {
            ulong id = ObjectRecord.Header(records).ObjectId;
            records = records[(int)ObjectRecord.Header(records).RecordBytes..];
            ids.Add(id);
            if (_written.TryGetValue(id, out (ulong Commit, int Session) last) && last.Commit > commit.Session.View!.CommitId)
                conflicts.Add(new SlotConflict { ObjectId = id, OtherSession = last.Session });
        }
        commit.Conflicts = conflicts;
        commit.Outcome = conflicts.Count > 0 ? SlotReplyStatus.Conflict : SlotReplyStatus.Done;
        if (conflicts.Count > 0)
            return;
        CommitId++;
        commit.CommitId = CommitId;
        _outcomes[commit.RequestId] = CommitId;
        _writeSets.Add((CommitId, [.. ids]));
        foreach (ulong id in ids)
            _written[id] = (CommitId, commit.Session.Id);
    }
}
