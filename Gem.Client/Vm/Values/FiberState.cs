namespace Gem.Vm.Values;

/// <summary>Where a fiber stands. Written in records: the numbers are frozen.</summary>
public enum FiberState
{
    /// <summary>Not begun.</summary>
    Created,

    /// <summary>It runs, or waits for a fiber that it resumed.</summary>
    Resumed,

    /// <summary>It gave up its turn.</summary>
    Suspended,

    /// <summary>Its block has ended.</summary>
    Terminated,
}
