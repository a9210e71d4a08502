using Gem.Vm.Session;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Tests.Memory;

/// <summary>A session of which a test counts commits' records, and which may keep silent about what changed.</summary>
internal sealed unsafe class ObservedStore(StoneSession session, TestStone stone) : IObjectStore
{
    private readonly MemoryStream _staged = new();

    public int SessionId => session.SessionId;

    public ulong HashSeed => session.HashSeed;

    public ulong ViewCommitId => session.ViewCommitId;

    public RecordHeader* Find(ulong objectId)
    {
        stone.RecordsRead++;
        return session.Find(objectId);
    }

    public RecordHeader* FindNext(ref ulong objectId) => session.FindNext(ref objectId);

    public ulong LeaseObjectIds(int count) => session.LeaseObjectIds(count);

    public void InternSymbols(ReadOnlySpan<SymbolKey> keys, Span<ulong> ids) => session.InternSymbols(keys, ids);

    public ulong InternLayout(ReadOnlySpan<ulong> symbolIds) => session.InternLayout(symbolIds);

    public void Stage(ReadOnlySpan<byte> records)
    {
        _staged.Write(records);
        session.Stage(records);
    }

    public void Guard(ReadOnlySpan<ulong> objectIds) => session.Guard(objectIds);

    public void Depend(ReadOnlySpan<ulong> objectIds) => session.Depend(objectIds);

    public void DropStaged()
    {
        _staged.SetLength(0);
        session.DropStaged();
    }

    public CommitReply Commit()
    {
        ReadOnlySpan<byte> records = _staged.GetBuffer().AsSpan(0, (int)_staged.Length);
        stone.RecordsOfLastCommit = 0;
        stone.BytesOfLastCommit = records.Length;
        for (; !records.IsEmpty; records = records[(int)ObjectRecord.Header(records).RecordBytes..])
        {
            stone.RecordsOfLastCommit++;
        }

        _staged.SetLength(0);
        CommitReply reply = session.Commit();
        if (reply.Outcome == CommitOutcome.Committed && stone.AfterNextCommit is { } others)
        {
            // The stone publishes what others commit before it answers: the view that the answer brings has it.
            stone.AfterNextCommit = null;
            others();
            ViewChange more = session.MoveView();
            reply = reply with
            {
                Change = new ViewChange(
                    reply.Change.OldCommitId, more.NewCommitId, (ulong[])[.. reply.Change.ChangedIds.Span, .. more.ChangedIds.Span],
                    reply.Change.IsComplete && more.IsComplete),
            };
        }

        return reply with { Change = Silenced(reply.Change) };
    }

    public ViewChange MoveView() => Silenced(session.MoveView());

    public int Ballot => stone.Collection?.Ballot ?? 0;

    public bool Vote(int ballot, ReadOnlySpan<ulong> objectIds) => stone.Collection!.Vote(objectIds);

    public bool IsCollecting => stone.Collection is not null;

    public ulong[] Revive(ReadOnlySpan<ulong> objectIds) => stone.Collection!.Revive(objectIds);

    public void Rest() => session.Rest();

    public ViewChange Resume() => Silenced(session.Resume());

    public void Dispose() => session.Dispose();

    private ViewChange Silenced(ViewChange change) =>
        stone.HidesChanges && !change.IsEmpty ? change with { ChangedIds = default, IsComplete = false } : change;
}
