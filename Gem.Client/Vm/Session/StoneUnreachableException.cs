namespace Gem.Vm.Session;

/// <summary>No stone answers: none runs, it died, or it refused the login. The message is one line for the user.</summary>
public sealed class StoneUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
