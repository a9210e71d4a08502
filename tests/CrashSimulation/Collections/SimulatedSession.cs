using Stone.Server.Commit;

namespace CrashSimulation.Collections;

/// <summary>A session as a VM is one: a view, what it holds, and what it has written and not committed.</summary>
internal sealed class SimulatedSession(ulong id, Snapshot view)
{
    /// <summary>Its number.</summary>
    public ulong Id { get; } = id;

    /// <summary>What it reads.</summary>
    public Snapshot View { get; set; } = view;

    /// <summary>Objects that it holds, by id.</summary>
    public List<ulong> Held { get; } = [];

    /// <summary>What it has written, new objects too: the ids that each refers to.</summary>
    public Dictionary<ulong, ulong[]> Written { get; } = [];

    /// <summary>Ids that it keeps as numbers only.</summary>
    public List<ulong> Remembered { get; } = [];

    /// <summary>What it has named in the last ballot, in whatever view.</summary>
    public ulong[] Named { get; set; } = [];

    /// <summary>Whether it is asked to vote and has not.</summary>
    public bool MustVote { get; set; }

    /// <summary>Whether a collection went on without its vote while it may have held something: it may be told that something is gone.</summary>
    public bool IsExcused { get; set; }

    /// <summary>How many more turns it does nothing.</summary>
    public int Stopped { get; set; }
}
