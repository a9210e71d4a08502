namespace Stone.Server.Collection;

/// <summary>How far a collection is. Values are sent between stone and collector.</summary>
public enum CollectionPhase
{
    /// <summary>Nothing is going on.</summary>
    None = 0,

    /// <summary>What is reachable is marked.</summary>
    Mark = 1,

    /// <summary>Sessions are asked what they hold.</summary>
    Vote = 2,

    /// <summary>What was touched or is held is taken out of what may be dead.</summary>
    Sweep = 3,

    /// <summary>What is dead is removed.</summary>
    Remove = 4,

    /// <summary>What survives in sparse pages is moved together.</summary>
    Reclaim = 5,
}
