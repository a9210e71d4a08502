namespace Gem.Vm.Values;

/// <summary>What a thread does. Written in records: the numbers are frozen.</summary>
public enum GuestThreadState
{
    /// <summary>It has no block yet.</summary>
    Created,

    /// <summary>It runs, or waits for its turn.</summary>
    Running,

    /// <summary>It waits for time, the system, or a signal.</summary>
    Sleeping,

    /// <summary>It waits for what only another thread can bring: a lock, an element, an end.</summary>
    WaitingForThreads,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>It is data: a thread of this VM may go on where it stands.</summary>
    AtRest,
}
