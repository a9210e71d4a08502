namespace CrashSimulation.Collections;

/// <summary>What a run breaks on purpose; by default nothing.</summary>
internal sealed record CollectionOptions
{
    /// <summary>Whether votes name what is held.</summary>
    public bool Votes { get; init; } = true;

    /// <summary>Whether what is found by its id is asked for.</summary>
    public bool AsksForLookups { get; init; } = true;

    /// <summary>Whether the collector looks at what was touched since it began to mark.</summary>
    public bool Sweeps { get; init; } = true;
}
