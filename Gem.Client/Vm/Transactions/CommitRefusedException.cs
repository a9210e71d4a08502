namespace Gem.Vm.Transactions;

/// <summary>The stone would not take the commit (a full disk, a session's rights). The session keeps its changes and may try again.</summary>
public sealed class CommitRefusedException(string message) : Exception(message);
