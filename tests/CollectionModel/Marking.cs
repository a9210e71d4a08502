namespace CollectionModel;

/// <summary>
/// Marks in the collector's view, an object at a time. A sweep is more of the same: what was touched is marked with all that it
/// reaches, and ephemerons still wait for their keys.
/// </summary>
public sealed class Marking(Repository repository, int view, HashSet<int> candidates, ProtocolRules rules)
{
    private readonly HashSet<int> _marked = [];
    private readonly Queue<int> _queue = [];
    private readonly Dictionary<int, List<int>> _waitingValues = [];

    /// <summary>Whether the marking from the roots is over.</summary>
    public bool IsSweeping { get; set; }

    /// <summary>The candidates that were not reached.</summary>
    public IEnumerable<int> Unmarked => candidates.Where(id => !_marked.Contains(id));

    /// <summary>Begins at an object, candidate or not.</summary>
    public void Begin(int id) => _queue.Enqueue(id);

    /// <summary>Marks a candidate; others are none of it.</summary>
    public void Mark(int id)
    {
        if (!candidates.Contains(id) || !_marked.Add(id) || (IsSweeping && !rules.SweepsClosure))
        {
            return;
        }
        _queue.Enqueue(id);
        if (_waitingValues.Remove(id, out List<int>? values) && (!IsSweeping || rules.SweepFollowsKeys))
        {
            values.ForEach(Mark);
        }
    }

    /// <summary>Goes on by one object; false when nothing is left.</summary>
    public bool Step()
    {
        if (!_queue.TryDequeue(out int id))
        {
            return false;
        }
        if (repository.Find(id, view) is not { } place)
        {
            return true;
        }
        if (place.Object.Id != id || place.Object.At(view) != place.Contents)
        {
            throw new ModelFailedException($"(b) the collector finds something else than object {id} in its view {view}");
        }
        foreach (ModelObject referred in place.Contents.References)
        {
            Mark(referred.Id);
        }
        if (place.Contents.Key is { } key)
        {
            MarkValue(key.Id, place.Contents.Value!.Id);
        }
        return true;
    }

    private void MarkValue(int key, int value)
    {
        bool isLive = candidates.Contains(key) ? _marked.Contains(key) : repository.Find(key, view) != null;
        if (isLive || !rules.MarksValuesByKeys)
        {
            Mark(value);
            return;
        }
        if (!_waitingValues.TryGetValue(key, out List<int>? values))
        {
            _waitingValues[key] = values = [];
        }
        values.Add(value);
    }
}
