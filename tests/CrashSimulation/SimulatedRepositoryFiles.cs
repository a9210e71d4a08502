using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace CrashSimulation;

/// <summary>The repository's files on a simulated disk.</summary>
public sealed class SimulatedRepositoryFiles(SimulatedDisk disk) : IRepositoryFiles
{
    /// <inheritdoc/>
    public IReadOnlyList<string> ExtentNames { get; } = [.. Enumerable.Range(0, disk.ExtentCount).Select(index => $"extent{index}")];

    /// <inheritdoc/>
    public bool ExtentExists(int index) => disk.Extents[index] != null;

    /// <inheritdoc/>
    public ILogDirectory Log { get; } = new SimulatedLogDirectory(disk);

    /// <inheritdoc/>
    public IExtentFile CreateExtent(int index)
    {
        disk.Operation("create");
        SimulatedFile file = disk.NewExtentFile(index);
        disk.NewExtents[index] = file;
        return new SimulatedExtentFile(disk, file, index);
    }

    /// <inheritdoc/>
    public void PublishExtent(int index)
    {
        disk.Operation("rename");
        disk.Extents[index] = disk.NewExtents[index];
        disk.NewExtents[index] = null;
    }

    /// <inheritdoc/>
    public IExtentFile OpenExtent(int index) => disk.Extents[index] is { } file
        ? new SimulatedExtentFile(disk, file, index)
        : throw new StorageException($"extent{index} is missing");

    /// <inheritdoc/>
    public unsafe FileMap MapExtents(long maximumBytes) => new SimulatedMap(disk.Extent!.Seen, maximumBytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The disk stays.
    }
}
