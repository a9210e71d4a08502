namespace Stone.Server.Storage;

/// <summary>There is no room: the disk is full or the extent has reached its largest size. Nothing was changed.</summary>
public sealed class RepositoryFullException(string message, Exception? inner = null) : StorageException(message, inner);
