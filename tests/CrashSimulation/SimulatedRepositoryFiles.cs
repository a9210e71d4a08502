using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace CrashSimulation;

/// <summary>The repository's files on a simulated disk.</summary>
public sealed class SimulatedRepositoryFiles(SimulatedDisk disk) : IRepositoryFiles
{
    /// <inheritdoc/>
    public bool ExtentExists => disk.Extent != null;

    /// <inheritdoc/>
    public ILogDirectory Log { get; } = new SimulatedLogDirectory(disk);

    /// <inheritdoc/>
    public IExtentFile CreateExtent()
    {
        disk.Operation("create");
        disk.NewExtent = disk.NewFile(SimulatedDisk.ExtentCapacityBytes);
        return new SimulatedExtentFile(disk, disk.NewExtent);
    }

    /// <inheritdoc/>
    public void PublishExtent()
    {
        disk.Operation("rename");
        disk.Extent = disk.NewExtent;
        disk.NewExtent = null;
    }

    /// <inheritdoc/>
    public IExtentFile OpenExtent() => disk.Extent == null
        ? throw new StorageException("extent0 is missing")
        : new SimulatedExtentFile(disk, disk.Extent);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The disk stays.
    }
}
