namespace Gem.Vm.Session;

/// <summary>The stone refused a request that was no commit (no more ids, a full disk); the message is one line for the user.</summary>
public sealed class StoneRefusedException(string message) : Exception(message);
