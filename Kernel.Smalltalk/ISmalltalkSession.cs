using Gem.Vm.Values;

namespace Kernel.Smalltalk;

/// <summary>The session that System's messages act on.</summary>
public interface ISmalltalkSession
{
    /// <summary>The session's number.</summary>
    int SessionId { get; }

    /// <summary>Who is logged in.</summary>
    string UserId { get; }

    /// <summary>Whether persistent objects have changed.</summary>
    bool NeedsCommit { get; }

    /// <summary>Objects that stood against the last commit.</summary>
    IReadOnlyList<Value> Conflicts { get; }

    /// <summary>Commits; false when it was refused.</summary>
    bool Commit();

    /// <summary>Takes back uncommitted changes and moves to the newest view.</summary>
    void Abort();
}
