using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Session;

/// <summary>
/// What sessions share outside their transactions: locks, counters, signals, and who is there. Not thread-safe but for
/// <see cref="WaitForSignal"/> and <see cref="SignalSequence"/>. Every call may throw <see cref="StoneUnreachableException"/> or
/// <see cref="StoneRefusedException"/>.
/// </summary>
public interface ISessionServices
{
    /// <summary>The stone's name.</summary>
    string StoneName { get; }

    /// <summary>The stone's process.</summary>
    int StoneProcessId { get; }

    /// <summary>How often the stone had something to tell: a signal, a lock that was granted.</summary>
    int SignalSequence { get; }

    /// <summary>The numbers that this session shows others; it writes them here.</summary>
    Span<long> Statistics { get; }

    /// <summary>Asks for locks on all of some committed objects; with <paramref name="mayWait"/> the answer may be that it waits.</summary>
    LockReply Lock(LockKind kind, ReadOnlySpan<ulong> objectIds, bool mayWait);

    /// <summary>What has become of the locks that are waited for.</summary>
    LockReply AwaitLock();

    /// <summary>Waits no longer: granted, when that came first, or denied.</summary>
    LockReply CancelLock();

    /// <summary>Gives locks up; none given: all.</summary>
    void Unlock(ReadOnlySpan<ulong> objectIds);

    /// <summary>The locks of all sessions.</summary>
    SlotLock[] Locks();

    /// <summary>A shared counter, by its index from 1 to 128, as all see it.</summary>
    long Counter(int index);

    /// <summary>Adds to a shared counter; its new value, which is durable.</summary>
    long AddToCounter(int index, long by);

    /// <summary>Sets a shared counter, durably.</summary>
    void SetCounter(int index, long value);

    /// <summary>Who is logged in.</summary>
    SessionDescription[] Sessions();

    /// <summary>From here on other sessions' commits of these objects are signalled.</summary>
    void Watch(ReadOnlySpan<ulong> objectIds);

    /// <summary>They are watched no more; none given: nothing is.</summary>
    void Unwatch(ReadOnlySpan<ulong> objectIds);

    /// <summary>Sends another session a number and a text.</summary>
    void SendSignal(int session, long number, string text);

    /// <summary>The next signal of a kind; null when there is none.</summary>
    SessionSignal? TakeSignal(SignalKind kind);

    /// <summary>Has a collection made, of a kind as <see cref="SlotRequestKind.Collect"/> counts them; its number.</summary>
    ulong Collect(int kind);

    /// <summary>The collection of that number, or for 0 the one that goes on or comes next; null when there is none, or it is too long ago.</summary>
    CollectionDescription? DescribeCollection(ulong number);

    /// <summary>Ends the collection that goes on and those that wait.</summary>
    void StopCollections();

    /// <summary>Waits until the stone has more to tell than at <paramref name="seen"/>, or for a time. On any thread.</summary>
    void WaitForSignal(int seen, int milliseconds);

    /// <summary>
    /// Has an action run, on a thread of its own, whenever the stone has something to tell, until the session ends; once at the
    /// beginning, and soon again whenever it answers that it has not done all. Once for a session.
    /// </summary>
    void Watch(Func<bool> onNews);
}
