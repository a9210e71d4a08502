using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Locks;

/// <summary>The locks on one object: several readers, or one session with a stronger one.</summary>
internal sealed class ObjectLock
{
    private readonly Dictionary<ulong, LockKind> _holders = [];

    /// <summary>Sessions with their kinds.</summary>
    public IReadOnlyDictionary<ulong, LockKind> Holders => _holders;

    /// <summary>Whether two sessions may have locks of these kinds on one object.</summary>
    public static bool Agree(LockKind one, LockKind other) => one == LockKind.Read && other == LockKind.Read;

    /// <summary>Whether a session could have the lock beside what others have.</summary>
    public bool Admits(ulong session, LockKind kind)
    {
        foreach ((ulong holder, LockKind held) in _holders)
        {
            if (holder != session && !Agree(kind, held))
                return false;
        }
        return true;
    }

    /// <summary>Gives a session the lock; a stronger one that it has stays.</summary>
    public void Grant(ulong session, LockKind kind)
    {
        if (KindOf(session) < kind)
            _holders[session] = kind;
    }

    /// <summary>What a session has.</summary>
    public LockKind KindOf(ulong session) => _holders.GetValueOrDefault(session);

    /// <summary>Takes a session's lock; true when nobody has one any more.</summary>
    public bool Release(ulong session)
    {
        _holders.Remove(session);
        return _holders.Count == 0;
    }
}
