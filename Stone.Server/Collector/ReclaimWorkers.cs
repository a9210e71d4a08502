using System.Collections.Concurrent;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Collector;

/// <summary>
/// Threads that have sparse pages emptied. The stone empties one lot at a time; what they do at once is to bring the pages of the next lots into
/// memory.
/// </summary>
internal sealed class ReclaimWorkers(ICollectedStone stone, CollectorSettings settings, DiskPace disk)
{
    private readonly ConcurrentQueue<ulong[]> _lots = new();
    private long _records;
    private long _pages;
    private int _left;

    /// <summary>Records that were moved so far.</summary>
    public long Records => Volatile.Read(ref _records);

    /// <summary>Pages that were emptied so far.</summary>
    public long Pages => Volatile.Read(ref _pages);

    /// <summary>Pages that are left.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <summary>Empties pages, by their first frames; false when <paramref name="goesOn"/>, asked now and then, said so.</summary>
    public bool Run(IEnumerable<ulong> frames, Func<bool> goesOn)
    {
        foreach (ulong[] lot in frames.Chunk(settings.PagesAtOnce))
        {
            _lots.Enqueue(lot);
            _left += lot.Length;
        }
        return Crew.Run(settings.ReclaimThreads, "reclaim", goesOn, Work);
    }

    private void Work(Func<bool> goesOn)
    {
        WorkPace pace = settings.PaceOf(settings.ReclaimThreads, disk);
        do
        {
            if (!_lots.TryDequeue(out ulong[]? lot))
            {
                return;
            }
            int moved = new RoomForSteps(stone).Take(() => stone.MovePages(lot));
            Interlocked.Add(ref _left, -lot.Length);
            Interlocked.Add(ref _records, moved);
            Interlocked.Add(ref _pages, moved > 0 ? lot.Length : 0);
            disk.AddWritten(moved > 0 ? lot.Length * Frame.DataPageBytes : 0);
        }
        while (pace.Pass(goesOn));
    }
}
