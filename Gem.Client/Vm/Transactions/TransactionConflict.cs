using Gem.Vm.Session;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>One object over which a commit failed.</summary>
/// <param name="Kind">What kind of conflict it is.</param>
/// <param name="Object">The object itself, with this session's changes in it.</param>
/// <param name="OtherSession">The session that committed first, 0 when it is not known any more.</param>
/// <param name="TimeMicroseconds">When it did, microseconds since 1970, UTC; 0 when that is not known.</param>
public readonly record struct TransactionConflict(ConflictKind Kind, Value Object, int OtherSession, long TimeMicroseconds = 0);
