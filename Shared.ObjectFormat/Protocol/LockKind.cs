namespace Shared.ObjectFormat.Protocol;

/// <summary>What a lock keeps other sessions from. The stronger has the higher number.</summary>
public enum LockKind
{
    /// <summary>No lock.</summary>
    None = 0,

    /// <summary>Nobody else commits a change of the object; others may have the same lock.</summary>
    Read = 1,

    /// <summary>Nobody else commits a change of the object or locks it.</summary>
    Write = 2,

    /// <summary>As <see cref="Write"/>; besides, nobody else commits what guards the object or depends on it.</summary>
    Exclusive = 3,
}
