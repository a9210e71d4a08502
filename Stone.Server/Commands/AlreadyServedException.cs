namespace Stone.Server.Commands;

/// <summary>Another stone serves the data, or is just starting to.</summary>
public sealed class AlreadyServedException(string message, Exception? inner = null) : StartFailureException(message, inner);
