namespace Stone.Server.Commands;

/// <summary>A command cannot be carried out; the message is the one line that the user sees.</summary>
public class StartFailureException(string message, Exception? inner = null) : Exception(message, inner);
