namespace CollectionModel;

/// <summary>
/// A session and its VM: a view, what local variables hold, what was written, a vote on its way. Whatever it reads is compared
/// with what its view has to show.
/// </summary>
public sealed class Session(Stone stone, int number)
{
    private const int IdsInPiece = 3;
    private readonly Repository _repository = stone.Repository;
    private readonly HashSet<int> _leased = [];
    private readonly HashSet<ModelObject> _staged = [];
    private int? _view;
    private Ballot? _votingIn;
    private int _namedCount;

    /// <summary>Its view; one that was taken is replaced by a new one.</summary>
    public int View => _view ??= _repository.RegisterView();

    /// <summary>Whether it has a view, and the stone has not taken it.</summary>
    public bool HasView => _view != null;

    /// <summary>Whether no code has run since its view was new.</summary>
    public bool IsIdle { get; set; }

    /// <summary>The step of the run at which it goes on; before, it is stopped.</summary>
    public int StoppedUntil { get; set; }

    /// <summary>A ballot in which it does not vote, as its VM is in native code.</summary>
    public Ballot? IgnoredBallot { get; set; }

    /// <summary>What local variables refer to; committed or new.</summary>
    public List<ModelObject> Held { get; } = [];

    /// <summary>New objects and private copies.</summary>
    public Dictionary<ModelObject, Contents> Written { get; } = [];

    /// <summary>What it watches or has locked: the stone remembers that, not the VM.</summary>
    public List<ModelObject> Watched { get; } = [];

    /// <summary>What was condemned while it was passed over: only of that it may find something gone.</summary>
    public HashSet<ModelObject> PassedOver { get; } = [];

    /// <summary>Whether part of its vote was sent.</summary>
    public bool IsVoting => _votingIn != null;

    /// <summary>How many of its turns pass on average before it votes.</summary>
    public int VoteDelay { get; init; } = 1;

    /// <summary>Of a hundred writes, how many it commits at once.</summary>
    public int Haste { get; init; }

    /// <summary>Of a hundred chances to move the view, how many it lets pass.</summary>
    public int Patience { get; init; }

    /// <summary>Whether an id was leased to it.</summary>
    public bool HasLeased(int id) => _leased.Contains(id);

    /// <summary>What an object refers to in this session; null when it is gone, as may be for what was condemned while it was passed over.</summary>
    public Contents? Read(ModelObject target)
    {
        if (Written.TryGetValue(target, out Contents? own))
        {
            return own;
        }
        Place? place = _repository.Find(target.Id, View);
        Contents? expected = target.At(View);
        Require(place == null || place.Object == target, $"(e) in view {View} the id of {target} shows another object");
        if (expected == null)
        {
            RequirePassedOver(target, "it is gone");
            Held.RemoveAll(held => held == target);
            Watched.Remove(target);
            return null;
        }
        Require(place?.Contents == expected, $"(b) view {View} does not have {target}");
        return expected;
    }

    /// <summary>Finds an object by its id, not by a reference; false when it is gone.</summary>
    public bool Find(ModelObject target)
    {
        if (stone.MustAsk(View) && !stone.Revive(target.Id))
        {
            return false;
        }
        Place? place = _repository.Find(target.Id, View);
        stone.Journal?.Invoke($"{this} finds {target.Id} by id in view {View}: {(place == null ? "gone" : "there")}");
        Require(place != null || target.At(View) == null, $"(b) {target} is not found in view {View}");
        Require(place == null || place.Object == target, $"(e) the number of {target} finds another object");
        return place != null;
    }

    /// <summary>Takes what it watches from the stone, which knows it by its id; false when it is gone, as only for who was passed over.</summary>
    public bool TakeWatched(ModelObject watched)
    {
        if (stone.Rules.WatchedIsAskedFor && !Find(watched))
        {
            RequirePassedOver(watched, "it is watched and gone");
            Watched.Remove(watched);
            return false;
        }
        return Read(watched) != null;
    }

    /// <summary>The contents for a write. An ephemeron's key is looked for first: without it the value may be gone.</summary>
    public Contents? ReadForWrite(ModelObject target)
    {
        Contents? contents = Read(target);
        bool keepsKey = contents?.Key == null || Written.ContainsKey(target) || !stone.Rules.WritersAskForKeys || Find(contents.Key);
        return keepsKey ? contents : contents!.WithoutKey();
    }

    /// <summary>Changes an object.</summary>
    public void Write(ModelObject target, Contents contents)
    {
        Written[target] = contents;
        stone.Journal?.Invoke($"{this} writes {target.Id} -> {contents}");
        _staged.Remove(target);
    }

    /// <summary>A new object under a leased id, which is held.</summary>
    public ModelObject Create(Contents contents)
    {
        int id = _repository.NewId();
        _leased.Add(id);
        var created = new ModelObject(id);
        Written[created] = contents;
        Held.Add(created);
        stone.Journal?.Invoke($"{this} creates {id} -> {contents}");
        return created;
    }

    /// <summary>Sends what was written before the commit, and lets go of it.</summary>
    public void Stage() => _staged.UnionWith(WritesToCommit().Keys);

    /// <summary>Commits. What fails is given up.</summary>
    public CommitStatus Commit()
    {
        Dictionary<ModelObject, Contents> writes = WritesToCommit();
        CommitOutcome outcome = writes.Count == 0 ? default : stone.Commit(this, writes);
        switch (outcome.Status)
        {
            case CommitStatus.Committed:
                RepositoryCheck.CheckWrites(_repository, writes);
                foreach (ModelObject written in writes.Keys)
                {
                    Written.Remove(written);
                }
                break;
            case CommitStatus.Collected:
                RequirePassedOver(outcome.Culprit!, "a commit conflicts because of it");
                Held.RemoveAll(held => held == outcome.Culprit);
                break;
            default:
                ModelObject culprit = outcome.Culprit!;
                Require(culprit.RemovedAt <= _repository.CommitId || culprit.LastCommitId > View, $"(c) a commit conflicts over {culprit}, which nobody wrote since view {View}");
                break;
        }
        Abort();
        return outcome.Status;
    }

    /// <summary>Gives up what was written to committed objects and moves the view.</summary>
    public void Abort()
    {
        _staged.Clear();
        HashSet<ModelObject> kept = [];
        Queue<ModelObject> queue = new(Held);
        while (queue.TryDequeue(out ModelObject? next))
        {
            if (!next.IsCommitted && kept.Add(next))
            {
                Array.ForEach(Written[next].All, queue.Enqueue);
            }
        }
        foreach (ModelObject written in Written.Keys.Where(written => !kept.Contains(written)).ToArray())
        {
            Written.Remove(written);
        }
        MoveView();
    }

    /// <summary>Moves the view and keeps what was written, when nobody else wrote it.</summary>
    public bool TryContinue()
    {
        int view = View;
        if (Written.Keys.Any(written => written.IsCommitted && (written.LastCommitId > view || written.RemovedAt <= _repository.CommitId)))
        {
            return false;
        }
        MoveView();
        return true;
    }

    /// <summary>The stone takes the view of an idle session.</summary>
    public void ReleaseView()
    {
        if (_view is { } view)
        {
            _repository.ReleaseView(view);
        }
        _view = null;
    }

    /// <summary>Logout or death, at any moment.</summary>
    public void End()
    {
        stone.Journal?.Invoke($"{this} ends");
        ReleaseView();
        stone.Sessions.Remove(this);
        stone.Ballot?.Leave(this);
    }

    /// <summary>What it has named in the last ballot, in whatever view.</summary>
    public HashSet<int> Named { get; } = [];

    /// <summary>Begins to vote in an open ballot; false when the view is too old for it: then what it holds is only kept.</summary>
    public bool TryBeginVote(int mark)
    {
        if (HasView && View < mark && stone.Rules.VotesInNewView)
        {
            stone.Keep(this, HeldIds());
            return false;
        }
        stone.Journal?.Invoke($"{this} begins to vote in view {_view}");
        _votingIn = stone.Ballot;
        _namedCount = HasView || stone.Rules.VotesWithoutView ? 0 : int.MaxValue;
        return true;
    }

    /// <summary>Sends the next piece of its vote.</summary>
    public void StepVote()
    {
        if (stone.Ballot?.Asks(this) != true || (stone.Ballot != _votingIn && stone.Rules.VotesInOneBallot))
        {
            _votingIn = null;
            return;
        }
        int[] piece = [.. HeldIds().Distinct().Skip(_namedCount).Take(IdsInPiece)];
        bool isLast = piece.Length < IdsInPiece;
        stone.Vote(this, piece, isLast);
        _namedCount += piece.Length;
        _votingIn = isLast ? null : _votingIn;
    }

    /// <summary>Every id that the VM holds.</summary>
    public IEnumerable<int> HeldIds()
    {
        foreach (ModelObject held in Held)
        {
            yield return held.Id;
        }
        foreach ((ModelObject written, Contents contents) in Written)
        {
            if (_staged.Contains(written) && !stone.Rules.VotesStaged)
            {
                continue;
            }
            yield return written.Id;
            foreach (ModelObject referred in contents.All)
            {
                if (stone.Rules.VotesUnloadedReferences || Held.Contains(referred))
                {
                    yield return referred.Id;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"session {number}";

    private void MoveView()
    {
        ReleaseView();
        int view = View;
        stone.Journal?.Invoke($"{this} moves to view {view}");
    }

    private Dictionary<ModelObject, Contents> WritesToCommit()
    {
        var writes = new Dictionary<ModelObject, Contents>();
        Queue<ModelObject> queue = new(Written.Keys.Where(written => written.IsCommitted || _staged.Contains(written)));
        while (queue.TryDequeue(out ModelObject? next))
        {
            if (Written.TryGetValue(next, out Contents? contents) && writes.TryAdd(next, contents))
            {
                Array.ForEach(contents.All, queue.Enqueue);
            }
        }
        return writes;
    }

    private void RequirePassedOver(ModelObject target, string what) =>
        Require(PassedOver.Contains(target), $"(c) {target}: {what}, though the session was not passed over when it was condemned");

    private void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ModelFailedException($"{message} ({this})");
        }
    }
}
