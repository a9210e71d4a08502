namespace CollectionModel;

/// <summary>The code that sessions run: one random action at a time.</summary>
public sealed class SessionProgram(Stone stone, Random random)
{
    private const int FirstMoving = 16;
    private const int LastMoving = 21;
    private const int MostHeld = 8;
    private const int MostHeldInQueue = 3;
    private const int MostReferences = 3;
    private const int MostNumbers = 10;
    private const int MostWatched = 2;

    private readonly Repository _repository = stone.Repository;

    /// <summary>Objects whose ids somebody wrote down as numbers; sessions tell them each other, and they outlive a crash.</summary>
    private readonly List<ModelObject> _numbers = [];

    /// <summary>In one of four runs objects mostly go from root to root, by way of sessions that do little else.</summary>
    private readonly bool _isQueue = random.Next(4) == 0;

    /// <summary>Commits that were made.</summary>
    public int CommitCount { get; private set; }

    /// <summary>Commits that were refused because of a collection, each of a session that was passed over.</summary>
    public int CollectedCount { get; private set; }

    /// <summary>Lookups that found an object gone.</summary>
    public int GoneCount { get; private set; }

    /// <summary>Runs one action.</summary>
    public void Act(Session session)
    {
        if (_isQueue && random.Next(3) != 0)
        {
            Write(session, isLink: session.Held.Count == MostHeldInQueue || random.Next(2) == 0);
            return;
        }
        int action = random.Next(LastMoving + 9);
        if (action is >= FirstMoving and <= LastMoving && random.Next(100) < session.Patience)
        {
            action = 0;
        }
        switch (action)
        {
            case < 6:
                Follow(session);
                break;
            case < 8:
                Drop(session);
                break;
            case < 14:
                Write(session, isLink: action < 11);
                break;
            case < FirstMoving:
                Create(session);
                break;
            case < LastMoving - 1:
                Commit(session);
                break;
            case LastMoving - 1:
                session.Abort();
                break;
            case LastMoving:
                if (!session.TryContinue())
                {
                    session.Abort();
                }
                break;
            default:
                ActBeside(session, action - LastMoving);
                break;
        }
    }

    private void Write(Session session, bool isLink)
    {
        if (isLink)
        {
            Link(session);
        }
        else
        {
            Unlink(session);
        }
        if (random.Next(100) < session.Haste)
        {
            Commit(session);
        }
    }

    private void ActBeside(Session session, int action)
    {
        switch (action)
        {
            case 1:
                Stage(session);
                break;
            case 2:
                Remember(session);
                break;
            case 3 or 4:
                LookUpNumber(session);
                break;
            case 5:
                ListInstances(session);
                break;
            case 6:
                Watch(session);
                break;
            default:
                TakeWatched(session);
                break;
        }
    }

    /// <summary>Lets go of everything.</summary>
    public static void DropAll(Session session)
    {
        session.Held.Clear();
        session.Watched.Clear();
        session.Abort();
    }

    /// <summary>Commits.</summary>
    public void Commit(Session session)
    {
        CommitStatus status = session.Commit();
        CommitCount += status == CommitStatus.Committed ? 1 : 0;
        CollectedCount += status == CommitStatus.Collected ? 1 : 0;
    }

    private void Follow(Session session)
    {
        ModelObject from = PickKnown(session);
        if (session.Read(from) is not { } contents)
        {
            return;
        }
        // A value is found by who has the key.
        bool hasKey = contents.Key != null && session.Held.Contains(contents.Key) && session.Read(contents.Key) != null;
        int index = random.Next(contents.References.Length + (contents.Key == null ? 0 : 2));
        if (index < contents.References.Length)
        {
            Hold(session, contents.References[index]);
            if (random.Next(3) == 0)
            {
                // As along a list.
                session.Held.Remove(from);
            }
        }
        else if (hasKey)
        {
            Hold(session, contents.Value!);
        }
        else if (contents.Key != null && (session.Written.ContainsKey(contents.Key) || session.Find(contents.Key)))
        {
            Hold(session, contents.Key);
        }
    }

    private void Drop(Session session)
    {
        if (session.Held.Count > 0)
        {
            int index = random.Next(session.Held.Count);
            stone.Journal?.Invoke($"{session} drops {session.Held[index].Id}");
            session.Held.RemoveAt(index);
        }
    }

    private void Link(Session session)
    {
        ModelObject target = PickKnown(session);
        if (session.ReadForWrite(target) is not { } contents)
        {
            return;
        }
        if (PickReference(session) is not { } reference)
        {
            Create(session);
            return;
        }
        if (contents.References.Length >= MostReferences)
        {
            if (_isQueue)
            {
                return;
            }
            contents = contents.Without(random.Next(contents.References.Length));
        }
        session.Write(target, contents.With(reference));
        if (_isQueue)
        {
            session.Held.Remove(reference);
        }
    }

    private void Unlink(Session session)
    {
        ModelObject target = PickKnown(session);
        if (session.Read(target)?.References.Length > 0 && session.ReadForWrite(target) is { } contents)
        {
            int index = random.Next(contents.References.Length);
            session.Write(target, contents.Without(index));
            if (_isQueue || random.Next(2) == 0)
            {
                // As a queue's first element: only this session has it then.
                Hold(session, contents.References[index]);
            }
        }
    }

    private void Create(Session session)
    {
        ModelObject[] references = [.. Enumerable.Range(0, random.Next(2)).Select(_ => PickReference(session)).OfType<ModelObject>()];
        bool isEphemeron = session.Held.Count > 1 && random.Next(3) == 0;
        ModelObject created = session.Create(isEphemeron
            ? new Contents(references, session.Held[random.Next(session.Held.Count)], session.Held[random.Next(session.Held.Count)])
            : new Contents(references));
        LetGo(session);
        if (random.Next(2) == 0)
        {
            ModelObject root = _repository.Roots[random.Next(Repository.RootCount)];
            Contents contents = session.Read(root)!;
            session.Write(root, (contents.References.Length >= MostReferences ? contents.Without(random.Next(MostReferences)) : contents).With(created));
        }
    }

    private void Stage(Session session)
    {
        session.Stage();
        if (random.Next(2) == 0)
        {
            // A large commit in little memory.
            session.Held.Clear();
        }
    }

    private void Remember(Session session)
    {
        ModelObject[] committed = [.. session.Held.Where(held => held.IsCommitted)];
        if (committed.Length == 0)
        {
            return;
        }
        if (_numbers.Count == MostNumbers)
        {
            _numbers.RemoveAt(random.Next(MostNumbers));
        }
        _numbers.Add(committed[random.Next(committed.Length)]);
    }

    private void LookUpNumber(Session session)
    {
        if (_numbers.Count > 0)
        {
            LookUp(session, _numbers[random.Next(_numbers.Count)]);
        }
    }

    private void ListInstances(Session session)
    {
        if (_repository.Find(random.Next(_repository.NextId), session.View) is { } place)
        {
            LookUp(session, place.Object);
        }
    }

    private void LookUp(Session session, ModelObject target)
    {
        if (session.Find(target))
        {
            Hold(session, target);
        }
        else
        {
            GoneCount++;
        }
    }

    private void Watch(Session session)
    {
        ModelObject[] committed = [.. session.Held.Where(held => held.IsCommitted)];
        if (session.Watched.Count == MostWatched)
        {
            session.Watched.RemoveAt(random.Next(MostWatched));
        }
        if (committed.Length > 0)
        {
            ModelObject watched = committed[random.Next(committed.Length)];
            session.Watched.Add(watched);
            if (random.Next(4) != 0)
            {
                session.Held.Remove(watched);
            }
        }
    }

    private void TakeWatched(Session session)
    {
        if (session.Watched.Count > 0)
        {
            ModelObject watched = session.Watched[random.Next(session.Watched.Count)];
            if (random.Next(2) == 0)
            {
                session.Watched.Remove(watched);
            }
            if (session.TakeWatched(watched))
            {
                Hold(session, watched);
            }
        }
    }

    private ModelObject PickKnown(Session session)
    {
        int index = random.Next(session.Held.Count + (_isQueue ? Repository.RootCount : 1));
        return index < session.Held.Count ? session.Held[index] : _repository.Roots[random.Next(Repository.RootCount)];
    }

    /// <summary>
    /// A reference to write: to something held, often what was held last, or copied from another object without loading what it
    /// refers to. None to a root, which needs none.
    /// </summary>
    private ModelObject? PickReference(Session session)
    {
        if (!_isQueue && random.Next(3) == 0)
        {
            ModelObject[] references = session.Read(PickKnown(session))?.References ?? [];
            return references.Length == 0 ? null : references[random.Next(references.Length)];
        }
        ModelObject[] held = [.. session.Held.Where(held => held.Id >= Repository.RootCount)];
        ModelObject? picked = held.Length == 0 ? null : random.Next(3) == 0 ? held[^1] : held[random.Next(held.Length)];
        return picked == null || session.Read(picked) == null ? null : picked;
    }

    private void Hold(Session session, ModelObject target)
    {
        if (!session.Held.Contains(target))
        {
            session.Held.Add(target);
            stone.Journal?.Invoke($"{session} holds {target.Id}");
        }
        LetGo(session);
    }

    private void LetGo(Session session)
    {
        while (session.Held.Count > (_isQueue ? MostHeldInQueue : MostHeld))
        {
            session.Held.RemoveAt(random.Next(session.Held.Count));
        }
    }
}
