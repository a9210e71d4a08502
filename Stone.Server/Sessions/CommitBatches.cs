using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>
/// The sessions' commits on their way: each is added to the batch in the making as soon as it is taken; a closed batch is
/// written, while the next one fills, and then its commits are answered. When every session that commits is in the batch,
/// nothing can fill the next one, and the batch is written at once on this thread. Only on the request loop's thread.
/// </summary>
internal sealed class CommitBatches : IDisposable
{
    private readonly StorageEngine _engine;
    private readonly CommitGathering _gathering;
    private readonly RequestCounters _counters;
    private readonly Action<GemSession, CommitOutcome> _answer;
    private readonly BatchWriter _writer;
    private readonly List<PendingCommit> _taken = [];
    private readonly List<CommitRequest> _requests = [];
    private List<AddedCommit> _added = [];
    private List<AddedCommit> _beingWritten = [];

    /// <summary>No commits yet. <paramref name="answer"/> is called for each when its batch is published.</summary>
    public CommitBatches(
        StorageEngine engine, CommitGathering gathering, RequestCounters counters, Action<GemSession, CommitOutcome> answer, Action wakeLoop)
    {
        _engine = engine;
        _gathering = gathering;
        _counters = counters;
        _answer = answer;
        _writer = new BatchWriter(engine, wakeLoop);
    }

    /// <summary>Whether commits wait for an answer.</summary>
    public bool HasPending => _taken.Count + _added.Count > 0 || _writer.IsBusy;

    /// <summary>Takes a commit.</summary>
    public void Take(PendingCommit commit) => _taken.Add(commit);

    /// <summary>Takes a session that waits for the batch in the making, to which the engine has added what it asked for.</summary>
    public void TakeAdded(GemSession session) => _added.Add(new AddedCommit(session, CommitOutcome.Committed(0)));

    /// <summary>Forgets a session that ends; what was added is committed without an answer.</summary>
    public void Forget(GemSession session)
    {
        _taken.RemoveAll(commit => commit.Session == session);
        _added.RemoveAll(commit => commit.Session == session);
        _beingWritten.RemoveAll(commit => commit.Session == session);
    }

    /// <summary>
    /// Moves everything as far as it goes now. True when more commits are about to come for a batch that waits for them.
    /// </summary>
    public bool Advance(IReadOnlyList<GemSession> sessions)
    {
        AddTaken();
        if (_writer.IsBusy)
        {
            if (!_writer.TryEnd())
                return false;
            _gathering.End();
            AnswerAll(_beingWritten);
        }
        if (_added.Count == 0)
            return false;
        if (_gathering.ShouldWait(sessions, _added.Count))
            return true;
        bool isEverybodyIn = _added.Count >= _gathering.Expected(sessions);
        _gathering.Begin(_added);
        CountBatch();
        (_added, _beingWritten) = (_beingWritten, _added);
        if (isEverybodyIn)
        {
            _engine.CompleteBatch(_engine.CloseBatch());
            _gathering.End();
            AnswerAll(_beingWritten);
        }
        else
        {
            _writer.Begin(_engine.CloseBatch());
        }
        return false;
    }

    /// <summary>Ends the writer's thread.</summary>
    public void Dispose() => _writer.Dispose();

    private void AddTaken()
    {
        if (_taken.Count == 0)
            return;
        foreach (PendingCommit commit in _taken)
            _requests.Add(commit.Request);
        CommitOutcome[] outcomes = _engine.AddToBatch(_requests);
        for (int i = 0; i < outcomes.Length; i++)
            _added.Add(new AddedCommit(_taken[i].Session, outcomes[i]));
        _taken.Clear();
        _requests.Clear();
    }

    private void AnswerAll(List<AddedCommit> commits)
    {
        foreach (AddedCommit commit in commits)
            _answer(commit.Session, commit.Outcome);
        commits.Clear();
    }

    private void CountBatch()
    {
        _counters.Batches++;
        _counters.LargestBatch = Math.Max(_counters.LargestBatch, _added.Count);
    }
}
