namespace CollectionModel;

/// <summary>The collector's steps, each of which any number of steps of others may follow.</summary>
public sealed class Collector(Stone stone, Random random)
{
    private const int MostRemovedInSlice = 3;
    private readonly Repository _repository = stone.Repository;
    private readonly int _mostMarkedInStep = random.Next(1, 7);
    private readonly int _longestBallot = random.Next(30, 400);
    private readonly int _slowness = random.Next(1, 20);
    private bool _isEpoch;
    private EpochRecord _ended = stone.Epoch;
    private Marking? _marking;
    private int _ballotEnd;
    private (int Run, int[] Dead)? _late;

    /// <summary>How far it is.</summary>
    public CollectorState State { get; private set; }

    /// <summary>Its view.</summary>
    public int Mark { get; private set; }

    /// <summary>Collections that condemned something or found nothing.</summary>
    public int RoundCount { get; private set; }

    /// <summary>Sessions that were passed over.</summary>
    public int PassedOverCount { get; private set; }

    /// <summary>Times that something touched was to be condemned.</summary>
    public int RefusalCount { get; private set; }

    /// <summary>Does the next step; in no collection, begins one when it should, after another slice of a removal.</summary>
    public void Step(int now, bool begins, bool removes, bool isEpoch)
    {
        switch (State)
        {
            case CollectorState.Idle when stone.IsRemoving:
                if (removes)
                {
                    stone.RemoveSlice(random.Next(1, MostRemovedInSlice + 1));
                }
                break;
            case CollectorState.Idle:
                if (begins)
                {
                    Begin(isEpoch);
                }
                break;
            case CollectorState.Beginning:
                BeginMarking();
                break;
            case CollectorState.Marking:
                StepMarking(now);
                break;
            case CollectorState.Balloting:
                StepBallot(now);
                break;
            case CollectorState.Sweeping:
                Sweep();
                break;
            default:
                if (random.Next(_slowness) == 0)
                {
                    Condemn();
                }
                break;
        }
    }

    /// <summary>The collector dies. What it has not condemned is forgotten.</summary>
    public void Die()
    {
        if (State != CollectorState.Idle)
        {
            stone.Journal?.Invoke("the collector dies");
            _late = State == CollectorState.Condemning ? (stone.RunNumber, [.. _marking!.Unmarked]) : _late;
            stone.EndRun();
        }
        State = CollectorState.Idle;
    }

    /// <summary>What a collector sent that was given up, because it was stopped and not dead, arrives now.</summary>
    public void DeliverLate()
    {
        if (_late is { } late && stone.TryCondemn(late.Run, late.Dead))
        {
            State = CollectorState.Idle;
            _late = null;
        }
    }

    private void Begin(bool isEpoch)
    {
        _isEpoch = isEpoch;
        if (stone.Rules.RecordsBeforeMark)
        {
            stone.BeginRecording();
        }
        else
        {
            Mark = stone.RegisterMark(isEpoch, out _ended);
        }
        State = CollectorState.Beginning;
    }

    private void BeginMarking()
    {
        if (stone.Rules.RecordsBeforeMark)
        {
            Mark = stone.RegisterMark(_isEpoch, out _ended);
        }
        else
        {
            stone.BeginRecording();
        }
        stone.Journal?.Invoke(_isEpoch ? $"marks epoch since {_ended.BeginCommit} in view {Mark}" : $"marks in view {Mark}");
        HashSet<int> candidates = [.. _repository.Ids(Mark).Where(id => id >= Repository.RootCount)];
        if (_isEpoch)
        {
            // By the commit of creation, as the table has it: the record of writes is what a crash may lose.
            candidates.RemoveWhere(id => _repository.Find(id, Mark)!.Object.At(_ended.BeginCommit) != null);
        }
        if (!(_isEpoch ? stone.Rules.EpochCandidatesAreInMark : stone.Rules.CandidatesAreInMark))
        {
            candidates.UnionWith(Enumerable.Range(0, _repository.NextId).Where(id => _repository.IsUnused(id)));
        }
        _marking = new Marking(_repository, Mark, candidates, stone.Rules);
        foreach (int root in Enumerable.Range(0, Repository.RootCount).Concat(_isEpoch && stone.Rules.EpochMarksFromWritten ? _ended.Written : []))
        {
            _marking.Begin(root);
        }
        State = CollectorState.Marking;
    }

    private void StepMarking(int now)
    {
        for (int count = random.Next(1, _mostMarkedInStep + 1); count > 0; count--)
        {
            if (!_marking!.Step())
            {
                _marking.IsSweeping = true;
                stone.OpenBallot();
                _ballotEnd = now + random.Next(10, _longestBallot);
                State = CollectorState.Balloting;
                return;
            }
        }
    }

    private void StepBallot(int now)
    {
        if (stone.Ballot!.Missing.Count == 0 || now >= _ballotEnd)
        {
            PassedOverCount += stone.Ballot.Missing.Count;
            stone.CloseBallot();
            State = CollectorState.Sweeping;
        }
    }

    private void Sweep()
    {
        foreach (int id in stone.Touched!.Ids)
        {
            _marking!.Mark(id);
        }
        while (_marking!.Step())
        {
            if (random.Next(_mostMarkedInStep) == 0)
            {
                return;
            }
        }
        State = CollectorState.Condemning;
    }

    private void Condemn()
    {
        int[] dead = [.. _marking!.Unmarked];
        if (!stone.TryCondemn(stone.RunNumber, dead))
        {
            RefusalCount++;
            State = CollectorState.Sweeping;
            return;
        }
        RoundCount++;
        State = CollectorState.Idle;
        RepositoryCheck.CheckCondemned(_repository);
    }
}
