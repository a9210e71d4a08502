namespace Stone.Server.Collection;

/// <summary>Which objects a collection looks at. Values are sent between stone and collector.</summary>
public enum CollectionKind
{
    /// <summary>None: only what was condemned before is removed, and sparse pages are reclaimed.</summary>
    Reclaim = 0,

    /// <summary>All: what the roots do not reach is dead.</summary>
    Full = 1,

    /// <summary>Those that were created since the last epoch began: what nothing refers to that was written since is dead.</summary>
    Epoch = 2,

    /// <summary>As a full one, but nothing is removed: it only says how much is dead.</summary>
    Count = 3,
}
