using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Session;

/// <summary>What became of a request for locks.</summary>
/// <param name="Outcome">How it stands.</param>
/// <param name="Changed">Granted: the objects that others changed after this session's view; their locks are held too.</param>
/// <param name="Against">Not granted: whose locks, or earlier waits, stand against it.</param>
public sealed record LockReply(LockOutcome Outcome, ulong[] Changed, SlotLock[] Against);
