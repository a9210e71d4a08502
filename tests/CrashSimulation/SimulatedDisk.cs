using Stone.Server.Storage;

namespace CrashSimulation;

/// <summary>
/// A deterministic disk for one repository. Every operation may be the last one before power is lost; what was not synced
/// then survives at random. Renames and deletions survive in order, as a journalling file system keeps them.
/// </summary>
public sealed unsafe class SimulatedDisk(int seed, int extentLimit = 1) : IDisposable
{
    private readonly SimulatedAddresses? _addresses = extentLimit > 1 ? new(extentLimit) : null;
    private readonly List<Action> _undoNames = [];
    private readonly List<SimulatedFile> _files = [];
    private long _operationsLeft = long.MaxValue;

    /// <summary>The extents' largest size.</summary>
    public const long ExtentCapacityBytes = 32L << 20;

    /// <summary>A log segment's largest size.</summary>
    public const long LogCapacityBytes = 1L << 20;

    /// <summary>Decides what survives.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>How many extents are named; raised to add some.</summary>
    public int ExtentCount { get; set; } = 1;

    /// <summary>The extents under their final names.</summary>
    public SimulatedFile?[] Extents { get; } = new SimulatedFile?[extentLimit];

    /// <summary>Extents that are being made.</summary>
    public SimulatedFile?[] NewExtents { get; } = new SimulatedFile?[extentLimit];

    /// <summary>The first extent.</summary>
    public SimulatedFile? Extent => Extents[0];

    /// <summary>The log's segments.</summary>
    public SortedDictionary<ulong, SimulatedFile> Segments { get; } = [];

    /// <summary>Off for a mutant: a sync of the log does nothing.</summary>
    public bool SyncsLog { get; set; } = true;

    /// <summary>Off for a mutant: a sync of the extent does nothing unless a meta was just written.</summary>
    public bool SyncsExtentBeforeMeta { get; set; } = true;

    /// <summary>Off for a mutant: a sync of an extent after the first does nothing once it has its name.</summary>
    public bool SyncsOtherExtents { get; set; } = true;

    /// <summary>The next operations of this kind fail with an I/O error; null for none.</summary>
    public Func<string, bool>? Fails { get; set; }

    /// <summary>Writes of the log stop in the middle with an I/O error.</summary>
    public bool ShortensLogWrites { get; set; }

    /// <summary>Bytes left on the disk.</summary>
    public long FreeBytes { get; set; } = long.MaxValue;

    /// <summary>True from the operation at which power was lost until <see cref="Restart"/>.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Operations so far.</summary>
    public long OperationCount { get; private set; }

    /// <summary>Has power lost at the n-th operation from now.</summary>
    public void CrashAfter(long operations) => _operationsLeft = operations;

    /// <summary>Each file operation begins here.</summary>
    public void Operation(string kind)
    {
        if (IsDown)
        {
            throw new SimulatedCrashException();
        }
        OperationCount++;
        if (Fails != null && Fails(kind))
        {
            throw new IOException($"simulated I/O error in {kind}");
        }
        if (Random.Next(8) == 0)
        {
            Array.ForEach(Extents, extent => extent?.WriteBackSome(Random, 8));
        }
        if (_operationsLeft-- <= 0)
        {
            IsDown = true;
            throw new SimulatedCrashException();
        }
    }

    private long UsedBytes => Extents.Concat(NewExtents).Sum(extent => extent?.LengthBytes ?? 0) + Segments.Values.Sum(segment => segment.LengthBytes);

    /// <summary>Takes disk space.</summary>
    public void Allocate(long bytes)
    {
        if (bytes > FreeBytes)
        {
            throw new RepositoryFullException("simulated disk: no space left");
        }
        FreeBytes -= bytes;
    }

    /// <summary>Gives disk space back; negative when a deletion turns out not to have happened.</summary>
    public void Release(long bytes) => FreeBytes = FreeBytes == long.MaxValue ? FreeBytes : FreeBytes + bytes;

    /// <summary>Notes how to take back a change of names that is not durable yet.</summary>
    public void NamesChanged(Action undo) => _undoNames.Add(undo);

    /// <summary>Changes of names are durable.</summary>
    public void SyncNames() => _undoNames.Clear();

    /// <summary>Power is lost now and comes back; nothing runs on the disk.</summary>
    public void Restart()
    {
        // Of the changes of names the last few are lost.
        int kept = Random.Next(_undoNames.Count + 1);
        for (int i = _undoNames.Count - 1; i >= kept; i--)
        {
            _undoNames[i]();
        }
        _undoNames.Clear();
        long usedBytes = UsedBytes;
        foreach (SimulatedFile? extent in Extents.Concat(NewExtents))
        {
            extent?.Crash(Random);
        }
        foreach (SimulatedFile segment in Segments.Values)
        {
            segment.Crash(Random);
        }
        Release(usedBytes - UsedBytes);
        IsDown = false;
        _operationsLeft = long.MaxValue;
    }

    /// <summary>The files as the engine opens them.</summary>
    public IRepositoryFiles Open() => new SimulatedRepositoryFiles(this);

    /// <summary>Makes an empty file; all are freed with the disk.</summary>
    public SimulatedFile NewFile(long capacityBytes)
    {
        var file = new SimulatedFile(capacityBytes);
        _files.Add(file);
        return file;
    }

    /// <summary>Makes an empty file for an extent, in memory at the distance from others that a mapping has.</summary>
    public SimulatedFile NewExtentFile(int index)
    {
        var file = new SimulatedFile(ExtentCapacityBytes, _addresses == null ? null : _addresses.Take(index, ExtentCapacityBytes));
        _files.Add(file);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        _addresses?.Dispose();
    }
}
