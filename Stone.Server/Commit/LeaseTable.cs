namespace Stone.Server.Commit;

/// <summary>Which session may give which ids to new objects. Not thread-safe; used under the engine's gate.</summary>
public sealed class LeaseTable
{
    private readonly Dictionary<ulong, List<ObjectIdRange>> _bySession = [];

    /// <summary>Notes a lease; ranges come in ascending order.</summary>
    public void Add(ulong sessionId, ObjectIdRange range)
    {
        if (!_bySession.TryGetValue(sessionId, out List<ObjectIdRange>? ranges))
        {
            _bySession[sessionId] = ranges = [];
        }
        if (ranges.Count > 0 && ranges[^1].End == range.First)
        {
            ranges[^1] = new ObjectIdRange(ranges[^1].First, ranges[^1].Count + range.Count);
        }
        else
        {
            ranges.Add(range);
        }
    }

    /// <summary>Whether an id was leased to a session.</summary>
    public bool Owns(ulong sessionId, ulong objectId)
    {
        if (!_bySession.TryGetValue(sessionId, out List<ObjectIdRange>? ranges))
        {
            return false;
        }
        // The newest lease is the likeliest; then by halves.
        int low = 0;
        int high = ranges.Count - 1;
        for (int middle = high; low <= high; middle = (low + high) / 2)
        {
            ObjectIdRange range = ranges[middle];
            if (objectId < range.First)
            {
                high = middle - 1;
            }
            else if (objectId >= range.End)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Forgets a session; its unused ids are lost, never leased again.</summary>
    public void Remove(ulong sessionId) => _bySession.Remove(sessionId);
}
