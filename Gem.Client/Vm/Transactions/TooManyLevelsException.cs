namespace Gem.Vm.Transactions;

/// <summary>Transactions are nested as deep as they can be.</summary>
public sealed class TooManyLevelsException(string message) : Exception(message);
