namespace Gem.Vm.Session;

/// <summary>How a commit ended.</summary>
public enum CommitOutcome
{
    /// <summary>It is part of the repository (and durable, when the stone is).</summary>
    Committed,

    /// <summary>Another session's commit since the view began touched the same objects; nothing was changed.</summary>
    Conflict,

    /// <summary>The stone refused the data or cannot write; <see cref="CommitReply.Message"/> says why; nothing was changed.</summary>
    Refused,
}
