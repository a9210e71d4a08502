using Shared.ObjectFormat.Cache;

namespace Stone.Server.Commit;

/// <summary>
/// A registered view: the commit a session reads and its object table. Its frames stay as long as it is registered. Made by
/// the engine from its own state, never from what a gem says.
/// </summary>
public sealed class Snapshot
{
    internal Snapshot(PublishedState state) => State = state;

    /// <summary>Commit, root and depth.</summary>
    public PublishedState State { get; }

    /// <summary>The commit the view shows.</summary>
    public ulong CommitId => State.CommitId;

    /// <summary>True once it was released; the frames may be gone.</summary>
    public bool IsReleased { get; internal set; }
}
