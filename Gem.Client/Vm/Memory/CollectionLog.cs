namespace Gem.Vm.Memory;

/// <summary>The collections that .NET makes in this process while somebody wants to know of them.</summary>
public sealed class CollectionLog
{
    private readonly List<Entry> _entries = [];
    private volatile bool _isRunning;
    private long _lastIndex;

    /// <summary>True while it is written.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Begins to write.</summary>
    public void Start()
    {
        if (!_isRunning)
        {
            _isRunning = true;
            _lastIndex = GC.GetGCMemoryInfo(GCKind.Any).Index;
            GC.KeepAlive(new Sentinel(this));
        }
    }

    /// <summary>Writes no more.</summary>
    public void Stop() => _isRunning = false;

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        lock (_entries)
        {
            _entries.Clear();
        }
    }

    /// <summary>What was written.</summary>
    public IReadOnlyList<Entry> Entries
    {
        get
        {
            // The sentinel of a collection just made may not have had its turn.
            GC.WaitForPendingFinalizers();
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    private void Note()
    {
        GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
        lock (_entries)
        {
            if (last.Index > _lastIndex)
            {
                _lastIndex = last.Index;
                TimeSpan pause = last.PauseDurations.ToArray().Aggregate(TimeSpan.Zero, (sum, part) => sum + part);
                DateTime started = System.Diagnostics.Process.GetCurrentProcess().StartTime;
                _entries.Add(new Entry(DateTime.Now - started - pause, pause, last.Generation, last.HeapSizeBytes - last.FragmentedBytes, last.TotalCommittedBytes));
            }
        }
    }

    /// <summary>One collection.</summary>
    /// <param name="At">When it began, since the process did.</param>
    /// <param name="Pause">How long the program stood.</param>
    /// <param name="Generation">The oldest generation that was collected; 2 for all.</param>
    /// <param name="UsedBytes">What objects take since.</param>
    /// <param name="TotalBytes">What the heap has of the system.</param>
    public sealed record Entry(TimeSpan At, TimeSpan Pause, int Generation, long UsedBytes, long TotalBytes);

    /// <summary>Nobody refers to it, so the next collection, whichever it is, has it finalised.</summary>
    private sealed class Sentinel(CollectionLog log)
    {
        ~Sentinel()
        {
            if (log._isRunning && !Environment.HasShutdownStarted)
            {
                log.Note();
                GC.KeepAlive(new Sentinel(log));
            }
        }
    }
}
