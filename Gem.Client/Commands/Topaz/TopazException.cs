namespace Gem.Client.Commands.Topaz;

/// <summary>A topaz command that cannot be done; the message is for the user.</summary>
public sealed class TopazException(string message) : Exception(message);
