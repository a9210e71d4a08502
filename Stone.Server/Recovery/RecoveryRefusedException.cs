using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>The repository is not opened, because what is on disk is not whole. Nothing was changed.</summary>
public sealed class RecoveryRefusedException(RefusalReason reason, string message) : StorageException(message)
{
    /// <summary>Why.</summary>
    public RefusalReason Reason { get; } = reason;
}
