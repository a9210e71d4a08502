using Stone.Server.TransactionLog;

namespace CrashSimulation;

/// <summary>The log's segments on a simulated disk.</summary>
public sealed class SimulatedLogDirectory(SimulatedDisk disk) : ILogDirectory
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public IReadOnlyList<ulong> List() => [.. disk.Segments.Keys];

    /// <inheritdoc/>
    public string NameOf(ulong segment) => $"tranlog{segment}";

    /// <inheritdoc/>
    public ILogFile Create(ulong segment, long lengthBytes)
    {
        disk.Operation("create");
        disk.Allocate(lengthBytes);
        var file = disk.NewFile(Math.Max(lengthBytes, SimulatedDisk.LogCapacityBytes));
        file.Extend(lengthBytes);
        file.Sync();
        disk.Segments[segment] = file;
        disk.SyncNames();
        disk.Operation("after create");
        return Open(segment);
    }

    /// <inheritdoc/>
    public ILogFile Open(ulong segment) => new SimulatedLogFile(disk, disk.Segments[segment], NameOf(segment));

    /// <inheritdoc/>
    public void Rename(ulong segment, ulong newSegment)
    {
        disk.Operation("rename");
        disk.Segments.Remove(segment, out SimulatedFile? file);
        disk.Segments[newSegment] = file!;
        disk.NamesChanged(() =>
        {
            disk.Segments.Remove(newSegment);
            disk.Segments[segment] = file!;
        });
    }

    /// <inheritdoc/>
    public void Delete(ulong segment)
    {
        disk.Operation("delete");
        disk.Segments.Remove(segment, out SimulatedFile? file);
        disk.Release(file!.LengthBytes);
        disk.NamesChanged(() =>
        {
            disk.Segments[segment] = file;
            disk.Release(-file.LengthBytes);
        });
    }

    /// <inheritdoc/>
    public void Sync()
    {
        disk.Operation("sync directory");
        disk.SyncNames();
    }
}
