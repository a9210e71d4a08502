namespace Gem.Client.Commands;

/// <summary>The user asked for something that can't be done. The message is one line and names it; the exit status is 1.</summary>
public sealed class UsageException(string message) : Exception(message);
