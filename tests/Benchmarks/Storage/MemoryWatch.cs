using System.Globalization;

namespace Benchmarks.Storage;

/// <summary>The most private memory (RssAnon: what is not a file's page) that a process had while it was watched.</summary>
public sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly Timer _timer;
    private long _mostKilobytes;

    /// <summary>Watches from now on, until the process ends or this is disposed.</summary>
    public MemoryWatch(int process) => _timer = new Timer(_ => Look(process), null, TimeSpan.Zero, Interval);

    /// <summary>In MB.</summary>
    public double MostMegabytes => Volatile.Read(ref _mostKilobytes) / 1024.0;

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("RssAnon:", StringComparison.Ordinal)) ?? "0 0 kB";
            long kilobytes = long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            _mostKilobytes = Math.Max(_mostKilobytes, kilobytes);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended.
        }
    }
}
