namespace CollectionModel;

/// <summary>
/// One seed: sessions, collections, reclaim, deaths and crashes in random order; at the end everybody lets go, and a full
/// collection has to leave what is reachable and nothing else.
/// </summary>
public sealed class ModelRun
{
    private const int StepCount = 4_000;
    private const int QuietSteps = 2_000;
    private readonly Random _random;
    private readonly Stone _stone;
    private readonly SessionProgram _program;
    private readonly int _mostSessions;
    private readonly int _collectorShare;
    private readonly int _stopShare;
    private readonly int _beginShare;
    private readonly int _ignoreShare;
    private readonly int _removalShare;
    private int _sessionNumber;
    private int _step;

    /// <summary>Prepares a run.</summary>
    public ModelRun(int seed, ProtocolRules rules, Action<string>? journal = null)
    {
        _random = new Random(seed);
        _stone = new Stone(rules) { Journal = journal };
        Collector = new Collector(_stone, _random);
        _program = new SessionProgram(_stone, _random);
        _mostSessions = _random.Next(1, 5);
        _collectorShare = _random.Next(10, 45);
        _stopShare = _random.Next(3) == 0 ? 0 : _random.Next(60, 500);
        _beginShare = _random.Next(4, 60);
        _ignoreShare = _random.Next(4, 40);
        _removalShare = _random.Next(1, 10);
    }

    /// <summary>The collector.</summary>
    public Collector Collector { get; }

    /// <summary>Crashes of the stone and deaths of the collector.</summary>
    public int CrashCount { get; private set; }

    /// <summary>Objects removed.</summary>
    public int RemovedCount => _stone.RemovedCount;

    /// <summary>Commits of sessions.</summary>
    public int CommitCount => _program.CommitCount;

    /// <summary>Commits that failed because of a collection.</summary>
    public int CollectedCount => _program.CollectedCount;

    /// <summary>Lookups that found an object gone.</summary>
    public int GoneCount => _program.GoneCount;

    /// <summary>Runs. Throws <see cref="ModelFailedException"/> when a promise is broken.</summary>
    public void Run()
    {
        try
        {
            for (; _step < StepCount; _step++)
            {
                Step();
            }
            Quiesce();
        }
        catch (ModelFailedException exception)
        {
            throw new ModelFailedException($"{exception.Message}, step {_step}, collector {Collector.State}, view {Collector.Mark}");
        }
    }

    private void Step()
    {
        int share = _random.Next(100);
        if (share < _collectorShare)
        {
            Collector.Step(_step, begins: _random.Next(_beginShare) == 0, removes: _random.Next(_removalShare) == 0, isEpoch: _random.Next(2) == 0);
        }
        else if (share < 94)
        {
            StepSession();
        }
        else
        {
            StepStone();
        }
        if (_step % 16 == 0)
        {
            RepositoryCheck.CheckRoots(_stone.Repository);
            if (_stone.Sessions.Count > 0)
            {
                RepositoryCheck.CheckSession(_stone.Repository, _stone.Sessions[_random.Next(_stone.Sessions.Count)]);
            }
        }
    }

    private void StepStone()
    {
        switch (_random.Next(64))
        {
            case >= 60:
                Collector.DeliverLate();
                break;
            case < 40:
                Reclaim();
                break;
            case < 54:
                TakeIdleView();
                break;
            case < 57:
                End();
                break;
            case 58:
                Collector.Die();
                CrashCount++;
                break;
            case 59 when _stone.IsRemoving || _random.Next(3) == 0:
                Collector.Die();
                _stone.Crash();
                CrashCount++;
                break;
            default:
                break;
        }
    }

    /// <summary>Moves what is left in a page.</summary>
    private void Reclaim()
    {
        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            int id = _random.Next(_stone.Repository.NextId);
            if (_stone.Repository.Find(id) != null)
            {
                _stone.Repository.Move(id);
            }
        }
    }

    private void TakeIdleView()
    {
        foreach (Session session in _stone.Sessions.Where(session => session.IsIdle))
        {
            session.ReleaseView();
        }
    }

    private void End()
    {
        if (_stone.Sessions.Count > 0)
        {
            _stone.Sessions[_random.Next(_stone.Sessions.Count)].End();
        }
    }

    private void StepSession()
    {
        int index = _random.Next(_mostSessions);
        if (index >= _stone.Sessions.Count)
        {
            var login = new Session(_stone, ++_sessionNumber)
            {
                Haste = Math.Max(0, _random.Next(-50, 90)),
                Patience = _random.Next(4) * 30,
                VoteDelay = _random.Next(1, 8),
            };
            _ = login.View;
            _stone.Sessions.Add(login);
            return;
        }
        Session session = _stone.Sessions[index];
        if (session.StoppedUntil > _step)
        {
            return;
        }
        if (_stopShare > 0 && _random.Next(session.IsVoting ? 40 : _stopShare) == 0)
        {
            session.StoppedUntil = _step + _random.Next(20, 300);
            return;
        }
        if (StepVote(session))
        {
            return;
        }
        Act(session);
    }

    private void Act(Session session)
    {
        if (session.IsIdle && _random.Next(6) != 0)
        {
            return;
        }
        session.IsIdle = false;
        _program.Act(session);
        if (_random.Next(30) == 0)
        {
            _program.Commit(session);
            session.IsIdle = true;
            if (_random.Next(3) == 0)
            {
                session.End();
            }
        }
    }

    /// <summary>Whether the session did something for its vote, and no other code of it may run.</summary>
    private bool StepVote(Session session)
    {
        if (session.IsVoting)
        {
            bool runs = !_stone.Rules.VotesAtOnce && _random.Next(3) != 0;
            if (!runs)
            {
                session.StepVote();
            }
            return !runs;
        }
        if (_stone.Ballot is not { } ballot || !ballot.Asks(session) || session.IgnoredBallot == ballot)
        {
            return false;
        }
        if (_random.Next(session.VoteDelay) != 0)
        {
            return false;
        }
        if (_random.Next(_ignoreShare) == 0)
        {
            session.IgnoredBallot = ballot;
            return false;
        }
        if (session.TryBeginVote(Collector.Mark))
        {
            return session.IsVoting;
        }
        if (_random.Next(2) == 0 && !session.TryContinue())
        {
            session.Abort();
        }
        return false;
    }

    /// <summary>Everybody lets go, by logging out or by dropping all; one collection more, and nothing is left over.</summary>
    private void Quiesce()
    {
        foreach (Session session in _stone.Sessions.ToArray())
        {
            if (_random.Next(2) == 0)
            {
                session.End();
                continue;
            }
            while (session.IsVoting)
            {
                session.StepVote();
            }
            SessionProgram.DropAll(session);
        }
        FinishCollection(begins: false);
        FinishCollection(begins: true);
        RepositoryCheck.CheckRoots(_stone.Repository);
        RepositoryCheck.CheckNothingIsLeft(_stone.Repository);
    }

    private void FinishCollection(bool begins)
    {
        for (int end = _step + QuietSteps; ; _step++)
        {
            Collector.Step(_step, begins, removes: true, isEpoch: false);
            begins = false;
            foreach (Session session in _stone.Sessions)
            {
                session.StoppedUntil = 0;
                StepVote(session);
            }
            if (Collector.State == CollectorState.Idle && !_stone.IsRemoving)
            {
                return;
            }
            if (_step > end)
            {
                throw new ModelFailedException("(d) a collection does not end");
            }
        }
    }
}
