namespace Stone.Server.TransactionLog;

/// <summary>What every batch of a log says of whose it is.</summary>
/// <param name="RepositoryId">The repository.</param>
/// <param name="Timeline">Which history of it.</param>
/// <param name="LeaderEpoch">Counts changes of leader.</param>
public readonly record struct LogIdentity(ulong RepositoryId, ulong Timeline, ulong LeaderEpoch);
