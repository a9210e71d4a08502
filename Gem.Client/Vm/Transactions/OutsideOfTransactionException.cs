namespace Gem.Vm.Transactions;

/// <summary>What was asked for needs a transaction, and none is open.</summary>
public sealed class OutsideOfTransactionException(string message) : Exception(message);
