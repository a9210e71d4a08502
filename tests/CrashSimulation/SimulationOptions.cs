using Stone.Server.Checkpoint;

namespace CrashSimulation;

/// <summary>What a run breaks on purpose; by default nothing.</summary>
public sealed record SimulationOptions
{
    /// <summary>The rules of checkpoints.</summary>
    public CheckpointRules Rules { get; init; } = new();

    /// <summary>Whether every start takes the map of space where it can; else two of three seeds do.</summary>
    public bool NeverWalks { get; init; }

    /// <summary>Whether there are up to three extents, some of them added later, one of them perhaps small.</summary>
    public bool HasSeveralExtents { get; init; }

    /// <summary>Whether the disk is small, so that it fills up and gets room again.</summary>
    public bool FillsDisk { get; init; }

    /// <summary>Whether a sync of the log does anything.</summary>
    public bool SyncsLog { get; init; } = true;

    /// <summary>Whether a sync of the extent before the meta does anything.</summary>
    public bool SyncsExtentBeforeMeta { get; init; } = true;

    /// <summary>Whether a sync of an extent after the first does anything once it has its name.</summary>
    public bool SyncsOtherExtents { get; init; } = true;
}
