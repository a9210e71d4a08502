using System.Diagnostics;
using System.Globalization;

namespace Stone.Server.Collector;

/// <summary>
/// Keeps a run within its share of the disk: so many bytes a second of what this process reads, as far as the system tells (Linux does, in
/// /proc/self/io: what the page cache has costs nothing), and of the pages that the stone empties for it. Who waits for votes saves nothing up.
/// </summary>
/// <param name="bytesPerSecond">0: no limit.</param>
internal sealed class DiskPace(long bytesPerSecond)
{
    private const string Counters = "/proc/self/io";
    private const string ReadCounter = "read_bytes: ";

    /// <summary>Longest wait at once: who waits goes on telling how far it is.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(100);

    private static readonly long TicksBetweenLooks = Stopwatch.Frequency / 500;

    private readonly object _gate = new();
    private long _read = bytesPerSecond > 0 ? ReadBytes() : 0;
    private long _lookedAt = Stopwatch.GetTimestamp();
    private long _due = Stopwatch.GetTimestamp();

    /// <summary>The stone has been given so much to write.</summary>
    public void AddWritten(long bytes)
    {
        if (bytesPerSecond > 0)
        {
            lock (_gate)
            {
                Charge(bytes);
            }
        }
    }

    /// <summary>Called between small pieces of work; sleeps until the next may begin. False when <paramref name="goesOn"/>, asked meanwhile, said so.</summary>
    public bool Pass(Func<bool> goesOn)
    {
        if (bytesPerSecond == 0)
        {
            return true;
        }
        long due = Due();
        for (TimeSpan left; (left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due)) > TimeSpan.Zero;)
        {
            Thread.Sleep(left < LongestSleep ? left : LongestSleep);
            if (!goesOn())
            {
                return false;
            }
        }
        return true;
    }

    private long Due()
    {
        lock (_gate)
        {
            if (Stopwatch.GetTimestamp() - _lookedAt >= TicksBetweenLooks)
            {
                long read = ReadBytes();
                Charge(read - _read);
                _read = read;
                _lookedAt = Stopwatch.GetTimestamp();
            }
            return _due;
        }
    }

    private void Charge(long bytes)
    {
        if (bytes > 0)
        {
            _due = Math.Max(_due, Stopwatch.GetTimestamp()) + (long)((double)bytes / bytesPerSecond * Stopwatch.Frequency);
        }
    }

    private static long ReadBytes()
    {
        try
        {
            string? line = File.ReadLines(Counters).FirstOrDefault(line => line.StartsWith(ReadCounter, StringComparison.Ordinal));
            return line == null ? 0 : long.Parse(line.AsSpan(ReadCounter.Length), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
