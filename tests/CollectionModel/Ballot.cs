namespace CollectionModel;

/// <summary>Which sessions a collection asks, and which have voted.</summary>
public sealed class Ballot(IEnumerable<Session> asked)
{
    private readonly HashSet<Session> _missing = [.. asked];

    /// <summary>Whether votes still count.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Those that were asked and have not voted: when the ballot is closed, the ones that were passed over.</summary>
    public IReadOnlyCollection<Session> Missing => _missing;

    /// <summary>Whether a session should vote.</summary>
    public bool Asks(Session session) => IsOpen && _missing.Contains(session);

    /// <summary>A session has voted, or ended.</summary>
    public void Leave(Session session) => _missing.Remove(session);
}
