using Stone.Server.Checkpoint;

namespace CrashSimulation;

/// <summary>What a run breaks on purpose; by default nothing.</summary>
public sealed record SimulationOptions
{
    /// <summary>The rules of checkpoints.</summary>
    public CheckpointRules Rules { get; init; } = new();

    /// <summary>Whether the disk is small, so that it fills up and gets room again.</summary>
    public bool FillsDisk { get; init; }

    /// <summary>Whether a sync of the log does anything.</summary>
    public bool SyncsLog { get; init; } = true;

    /// <summary>Whether a sync of the extent before the meta does anything.</summary>
    public bool SyncsExtentBeforeMeta { get; init; } = true;
}
