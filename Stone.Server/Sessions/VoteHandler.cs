using Shared.ObjectFormat.Protocol;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>
/// The ballots of collections: asks the sessions that are logged in what they hold, takes their votes, and passes over who has not voted
/// in time. Besides, answers for objects that were found by id. Only on the request loop's thread.
/// </summary>
public sealed unsafe class VoteHandler(StorageEngine engine, SlotReplyWriter replies, SharedPageSet pages)
{
    private readonly HashSet<int> _pending = [];
    private int _number;
    private ulong _markedCommit;
    private bool _isOpen;

    /// <summary>The sessions by number; set once, before the first request.</summary>
    public SessionRegistry? Registry { get; set; }

    /// <summary>Sessions that were asked and have not voted.</summary>
    public IReadOnlyCollection<int> Pending => _pending;

    /// <summary>Whether votes are taken.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Says whether lookups by id must be asked for. On any thread.</summary>
    public void ShowCollection(bool runs) => Volatile.Write(ref *pages.CollectionRuns, runs ? 1 : 0);

    /// <summary>Asks all sessions. Votes count in views of <paramref name="markedCommit"/> and later ones; in older ones what they name is only kept.</summary>
    public void Open(ulong markedCommit)
    {
        _number++;
        _markedCommit = markedCommit;
        _isOpen = true;
        _pending.Clear();
        foreach (GemSession session in Registry!.Sessions)
        {
            if (session.Slot is null)
                continue;
            _pending.Add(session.Id);
            Volatile.Write(ref session.Header->Ballot, _number);
            replies.Signal(session);
        }
    }

    /// <summary>Ends the ballot: what is locked or watched is held too. The sessions that have not voted.</summary>
    public int[] Close(IEnumerable<ulong> watched)
    {
        int[] passedOver = [.. _pending];
        foreach (GemSession session in Registry!.Sessions)
        {
            if (session.Slot is not null)
                Volatile.Write(ref session.Header->Ballot, 0);
        }
        if (_isOpen)
            engine.Touch([.. engine.Locks().Select(held => held.ObjectId), .. watched]);
        _isOpen = false;
        _pending.Clear();
        return passedOver;
    }

    /// <summary>A session that ends holds nothing.</summary>
    public void Forget(GemSession session) => _pending.Remove(session.Id);

    /// <summary>Answers; false when the kind is none of these.</summary>
    public bool TryAnswer(GemSession session, SlotRequest request)
    {
        switch (request.Kind)
        {
            case SlotRequestKind.Vote:
                Vote(session, request);
                return true;
            case SlotRequestKind.Revive:
                Revive(session, request);
                return true;
            default:
                return false;
        }
    }

    private void Vote(GemSession session, SlotRequest request)
    {
        ReadOnlySpan<ulong> held = request.Ids(session);
        bool isTaken = _isOpen && request.Id.Series == (ulong)_number && _pending.Contains(session.Id);
        bool counts = true;
        if (isTaken)
        {
            engine.Touch(held);
            counts = CountsFor(session);
        }
        if (isTaken && counts && request.Id.Number == 1)
        {
            _pending.Remove(session.Id);
            Volatile.Write(ref session.Header->Ballot, 0);
        }
        replies.Finish(session, counts ? SlotReplyStatus.Done : SlotReplyStatus.Waiting);
    }

    /// <summary>
    /// From an older view more could be reached than was named, which nobody else can. The view of an idle session is taken: it has not been
    /// looked at, and the next one is newer.
    /// </summary>
    private bool CountsFor(GemSession session)
    {
        if (session.View is null || session.View.CommitId >= _markedCommit)
            return true;
        int state = (int)SlotState.Idle;
        if (Interlocked.CompareExchange(ref session.Header->State, (int)SlotState.Released, state) != state)
            return false;
        engine.ReleaseSnapshot(session.View);
        session.View = null;
        return true;
    }

    private void Revive(GemSession session, SlotRequest request)
    {
        List<ulong> gone = engine.Touch(request.Ids(session));
        int count = replies.SetAll<ulong>(session, [.. gone]);
        replies.Finish(session, SlotReplyStatus.Done, (ulong)count);
    }
}
