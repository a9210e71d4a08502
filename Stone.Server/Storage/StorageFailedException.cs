namespace Stone.Server.Storage;

/// <summary>
/// A write or a sync failed, so what is on disk is unknown. The engine refuses everything from then on: a failed sync is
/// never tried again, and only a restart with its recovery tells what was committed.
/// </summary>
public sealed class StorageFailedException(string message, Exception? inner = null) : StorageException(message, inner);
