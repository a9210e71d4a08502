using System.Buffers.Binary;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Commit;
using Stone.Server.Storage;
using Stone.Server.Symbols;

namespace Stone.Server.Sessions;

/// <summary>
/// Answers requests: at once, or for commits when their batch is published. Refusals are replies; only
/// <see cref="StorageFailedException"/> leaves it.
/// </summary>
public sealed unsafe class RequestHandler : IDisposable
{
    private const int SymbolHeadBytes = 5;
    private const int LeaseLimit = 1 << 24;
    private const int GuardLimit = 1 << 20;

    // What a session stages beyond this goes to the log and the extent before its commit.
    private const int StreamPieceBytes = 8 << 20;
    private readonly StorageEngine _engine;
    private readonly SlotReplyWriter _replies;
    private readonly long _commitLimitBytes;
    private readonly ChangeCollector _changes;
    private readonly CommitBatches _batches;

    /// <summary>Answers through <paramref name="replies"/>.</summary>
    public RequestHandler(
        StorageEngine engine, SlotReplyWriter replies, SharedPageSet pages, CommitGathering gathering, long commitLimitBytes)
    {
        _engine = engine;
        _replies = replies;
        _commitLimitBytes = commitLimitBytes;
        _changes = new ChangeCollector(engine);
        _batches = new CommitBatches(engine, gathering, Counters, AnswerAdded, () => WakeLoop?.Invoke());
        Sharing = new SharingHandler(engine, replies, pages);
        Votes = new VoteHandler(engine, replies, pages);
        Collections = new CollectionHandler(replies);
    }

    /// <summary>Called on another thread when a batch is published and the loop should look.</summary>
    public Action? WakeLoop { get; set; }

    /// <summary>Whether commits wait for their batch.</summary>
    public bool HasPendingCommits => _batches.HasPending;

    /// <summary>Answers what sessions share outside their transactions.</summary>
    public SharingHandler Sharing { get; }

    /// <summary>Answers in collections.</summary>
    public VoteHandler Votes { get; }

    /// <summary>Answers sessions that ask for collections.</summary>
    internal CollectionHandler Collections { get; }

    /// <summary>Counts for statistics.</summary>
    public RequestCounters Counters { get; } = new();

    /// <summary>Takes the request that stands in a session's slot: answers it, or keeps a commit for <see cref="AdvanceCommits"/>.</summary>
    public void Take(GemSession session)
    {
        SlotRequest request = SlotRequest.Read(session.Header);
        try
        {
            if (!request.IsSound)
                _replies.Finish(session, SlotReplyStatus.Refused, text: "The request's length or count is out of range.");
            else if (request.Kind == SlotRequestKind.Commit)
                TakeCommit(session, request);
            else
                Answer(session, request);
        }
        catch (StorageFailedException)
        {
            throw;
        }
        catch (Exception e) when (e is StorageException or ArgumentException or InvalidDataException)
        {
            _replies.Finish(session, SlotReplyStatus.Refused, text: e.Message);
        }
    }

    /// <summary>Moves the commits that were taken as far as it goes. True when more are about to come for a batch that waits for them.</summary>
    public bool AdvanceCommits(IReadOnlyList<GemSession> sessions)
    {
        bool areMoreComing = _batches.Advance(sessions);
        Sharing.TellOfCommits();
        return areMoreComing;
    }

    /// <summary>Drops what a session that ends has staged; a commit of it that is in a batch is made without an answer.</summary>
    public void Forget(GemSession session)
    {
        // A change of a counter goes on: others are to see it when it is durable.
        if (session.IsCommitting && session.ChangedCounter is null)
            _batches.Forget(session);
        DropStaged(session);
        Sharing.Forget(session);
        Votes.Forget(session);
    }

    /// <summary>Ends the thread that writes batches.</summary>
    public void Dispose() => _batches.Dispose();

    private void Answer(GemSession session, SlotRequest request)
    {
        switch (request.Kind)
        {
            case SlotRequestKind.MoveView:
                MoveView(session);
                break;
            case SlotRequestKind.Stage:
                Stage(session, request);
                break;
            case SlotRequestKind.DropStaged:
                DropStaged(session);
                _replies.Finish(session, SlotReplyStatus.Done);
                break;
            case SlotRequestKind.Guard:
                Guard(session, request, session.GuardedReads);
                break;
            case SlotRequestKind.Depend:
                Guard(session, request, session.Dependencies);
                break;
            case SlotRequestKind.LeaseIds:
                Lease(session, request.Count);
                break;
            case SlotRequestKind.InternSymbols:
                InternSymbols(session, request);
                break;
            case SlotRequestKind.InternLayout:
                InternLayout(session, request);
                break;
            case SlotRequestKind.Outcome:
                AnswerOutcome(session, request.Id);
                break;
            case SlotRequestKind.AddToCounter or SlotRequestKind.SetCounter:
                Sharing.ChangeCounter(session, request);
                session.IsCommitting = true;
                _batches.TakeAdded(session);
                break;
            default:
                if (!Sharing.TryAnswer(session, request) && !Votes.TryAnswer(session, request) && !Collections.TryAnswer(session, request))
                    _replies.Finish(session, SlotReplyStatus.Refused, text: $"There is no request of kind {(int)request.Kind}.");
                break;
        }
    }

    private void MoveView(GemSession session)
    {
        DropStaged(session);
        Counters.Aborts++;
        Advance(session, own: 0);
        _replies.Finish(session, SlotReplyStatus.Done);
    }

    /// <summary>Gives the session the newest view and puts it and what changed into the reply.</summary>
    private void Advance(GemSession session, ulong own)
    {
        Snapshot? old = session.View;
        Snapshot view = _engine.RegisterSnapshot();
        int changes = old is null
            ? -1
            : _changes.Collect(old, view, own, new Span<ulong>(session.Arena, SlotHeader.ArenaBytes / sizeof(ulong)));
        session.View = view;
        session.RevokedAt = null;
        session.AskedToLeave = 0;
        if (old is not null)
            _engine.ReleaseSnapshot(old);
        _replies.SetView(session, view);
        _replies.SetChanges(session, changes);
        Volatile.Write(ref session.Header->State, (int)SlotState.Active);
    }

    private void Stage(GemSession session, SlotRequest request)
    {
        Append(session, request.LengthBytes);
        if (session.StagedRefusal.Length > 0)
            _replies.Finish(session, SlotReplyStatus.Refused, text: session.StagedRefusal);
        else
            _replies.Finish(session, SlotReplyStatus.Done);
    }

    private void Append(GemSession session, int lengthBytes)
    {
        if ((session.Stream?.LengthBytes ?? 0) + session.Staged.LengthBytes + lengthBytes > _commitLimitBytes)
            RefuseStaged(session, $"The commit is larger than {_commitLimitBytes} bytes (STN_MAX_COMMIT_SIZE).");
        else if (session.Staged.LengthBytes + (long)lengthBytes > StagedRecords.LimitBytes)
            RefuseStaged(session, $"An object is larger than {StagedRecords.LimitBytes} bytes.");
        if (session.StagedRefusal.Length > 0)
            return;
        session.Staged.Append(new ReadOnlySpan<byte>(session.Arena, lengthBytes));
        if (session.Staged.LengthBytes >= StreamPieceBytes)
            StageOn(session);
    }

    /// <summary>Hands the whole records that are staged on to the engine, as a piece of a stream.</summary>
    private void StageOn(GemSession session)
    {
        int wholeBytes = session.Staged.WholeRecordBytes();
        if (wholeBytes == 0)
            return;
        session.Stream ??= _engine.BeginStream();
        if (_engine.Stage(session.Stream, session.Staged.Memory[..wholeBytes]) is { } outcome)
            RefuseStaged(session, outcome.Reason);
        else
            session.Staged.RemoveFirst(wholeBytes);
    }

    private void RefuseStaged(GemSession session, string reason)
    {
        DropStaged(session);
        session.StagedRefusal = reason;
    }

    private void DropStaged(GemSession session)
    {
        session.Staged.Clear();
        session.GuardedReads.Clear();
        session.Dependencies.Clear();
        session.StagedRefusal = "";
        if (session.Stream is not null)
            _engine.DropStream(session.Stream);
        session.Stream = null;
    }

    private static bool HasStaged(GemSession session) => session.Staged.LengthBytes > 0 || session.Stream is not null;

    private void Guard(GemSession session, SlotRequest request, List<ulong> guarded)
    {
        if (request.Count != request.LengthBytes / sizeof(ulong))
            throw new InvalidDataException("The count and length of ids do not fit.");
        if (guarded.Count + request.Count > GuardLimit)
            throw new InvalidDataException($"No more than {GuardLimit} objects can be guarded for one commit.");
        guarded.AddRange(new ReadOnlySpan<ulong>(session.Arena, request.Count));
        _replies.Finish(session, SlotReplyStatus.Done);
    }

    private void Lease(GemSession session, int count)
    {
        if (count is < 1 or > LeaseLimit)
        {
            _replies.Finish(session, SlotReplyStatus.Refused, text: $"From 1 to {LeaseLimit} object ids can be leased at once, not {count}.");
            return;
        }
        _replies.Finish(session, SlotReplyStatus.Done, _engine.LeaseObjectIds((ulong)session.Id, (ulong)count).First);
    }

    private void InternSymbols(GemSession session, SlotRequest request)
    {
        ReadOnlySpan<byte> bytes = new ReadOnlySpan<byte>(session.Arena, request.LengthBytes).ToArray();
        List<SymbolName> names = [];
        while (!bytes.IsEmpty)
        {
            int length = bytes.Length < SymbolHeadBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (length < 0 || length > bytes.Length - SymbolHeadBytes)
                throw new InvalidDataException("A symbol's length is past the end of the request.");
            names.Add(new SymbolName(bytes[sizeof(int)], bytes.Slice(SymbolHeadBytes, length).ToArray()));
            bytes = bytes[(SymbolHeadBytes + length)..];
        }
        if (names.Count != request.Count)
            throw new InvalidDataException($"{request.Count} symbols are announced, {names.Count} are there.");
        ulong[] ids = _engine.InternSymbols(names);
        ids.CopyTo(new Span<ulong>(session.Arena, ids.Length));
        _replies.SetChanges(session, ids.Length);
        _replies.Finish(session, SlotReplyStatus.Done);
    }

    private void InternLayout(GemSession session, SlotRequest request)
    {
        if (request.Count != request.LengthBytes / sizeof(ulong))
            throw new InvalidDataException("The layout's count and length do not fit.");
        ulong[] symbols = new ReadOnlySpan<ulong>(session.Arena, request.Count).ToArray();
        _replies.Finish(session, SlotReplyStatus.Done, _engine.InternLayouts([symbols])[0]);
    }

    private void TakeCommit(GemSession session, SlotRequest request)
    {
        if (session.View is null)
        {
            DropStaged(session);
            _replies.Finish(session, SlotReplyStatus.ViewLost);
            return;
        }
        Append(session, request.LengthBytes);
        if (session.StagedRefusal.Length > 0)
        {
            string refusal = session.StagedRefusal;
            DropStaged(session);
            Counters.FailedCommits++;
            _replies.Finish(session, SlotReplyStatus.Refused, text: refusal);
            return;
        }
        if (!HasStaged(session) && session.GuardedReads.Count == 0)
        {
            // Nothing to commit: only the view moves, and nothing in it is this session's own.
            Advance(session, own: 0);
            _replies.Finish(session, SlotReplyStatus.Done);
            return;
        }
        CommitRequest commit = new()
        {
            SessionId = (ulong)session.Id,
            Snapshot = session.View,
            RequestId = request.Id.ToGuid(),
            Stream = session.Stream,
            Images = session.Staged.Memory,
            GuardedReads = session.GuardedReads.ToArray(),
            Dependencies = session.Dependencies.ToArray(),
        };
        session.IsCommitting = true;
        _batches.Take(new PendingCommit(session, commit));
    }

    private void AnswerOutcome(GemSession session, CommitRequestId id)
    {
        bool isKnown = _engine.TryFindOutcome(id.ToGuid(), out ulong commitId);
        session.Header->ViewCommitId = commitId;
        _replies.Finish(session, SlotReplyStatus.Done, (ulong)(isKnown ? CommitFate.Committed : CommitFate.Unknown));
    }

    private void AnswerAdded(GemSession session, CommitOutcome outcome)
    {
        session.IsCommitting = false;
        if (session.ChangedCounter is not null)
            Sharing.AnswerCounter(session);
        else
            AnswerCommit(session, outcome);
    }

    private void AnswerCommit(GemSession session, CommitOutcome outcome)
    {
        // A commit of guards alone has no id of its own: it ends with the last one, which may be another session's.
        ulong own = HasStaged(session) ? outcome.CommitId : 0;
        DropStaged(session);
        session.Header->ConflictCount = 0;
        switch (outcome.Status)
        {
            case CommitStatus.Committed:
                session.Commits++;
                Counters.Commits++;
                Advance(session, own);
                _replies.Finish(session, SlotReplyStatus.Done, outcome.CommitId);
                break;
            case CommitStatus.Conflict:
                Counters.FailedCommits++;
                _replies.SetConflicts(session, [.. outcome.Conflicts.Select(conflict => SlotConflicts.From(conflict, _engine))]);
                _replies.Finish(session, SlotReplyStatus.Conflict);
                break;
            default:
                Counters.FailedCommits++;
                _replies.Finish(session, SlotReplyStatus.Refused, text: outcome.Reason);
                break;
        }
    }
}
