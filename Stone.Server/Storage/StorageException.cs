namespace Stone.Server.Storage;

/// <summary>Something about the repository's files went wrong. The message is one line that names the file and the trouble.</summary>
public class StorageException(string message, Exception? inner = null) : Exception(message, inner);
