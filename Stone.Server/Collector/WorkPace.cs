using System.Diagnostics;

namespace Stone.Server.Collector;

/// <summary>
/// Keeps a thread within its share of a processor: it works for some milliseconds, then rests in proportion. What others take of the
/// processor meanwhile counts as its own, so on a busy machine it takes less. Besides, the run keeps to its share of the disk.
/// </summary>
/// <param name="shareOfThread">Above 0; 1 and more for a whole processor.</param>
/// <param name="disk">What all threads of the run share.</param>
internal sealed class WorkPace(double shareOfThread, DiskPace disk)
{
    private static readonly long TicksAtOnce = Stopwatch.Frequency / 500;

    /// <summary>What took longer was a wait for something else.</summary>
    private static readonly long LongestTicks = Stopwatch.Frequency / 50;

    private static readonly long TicksPerMillisecond = Stopwatch.Frequency / 1000;

    private long _since = Stopwatch.GetTimestamp();
    private double _owedTicks;

    /// <summary>Called between small pieces of work; may sleep. False when <paramref name="goesOn"/> says so, which is asked every time.</summary>
    public bool Pass(Func<bool> goesOn)
    {
        long worked = Math.Min(LongestTicks, Stopwatch.GetTimestamp() - _since);
        if (worked < TicksAtOnce)
        {
            return goesOn();
        }
        if (shareOfThread < 1)
        {
            // A sleep has whole milliseconds.
            _owedTicks += worked * ((1 / shareOfThread) - 1);
            int milliseconds = (int)(_owedTicks / TicksPerMillisecond);
            _owedTicks -= milliseconds * (double)TicksPerMillisecond;
            Thread.Sleep(milliseconds);
        }
        bool mayGoOn = goesOn() && disk.Pass(goesOn);
        _since = Stopwatch.GetTimestamp();
        return mayGoOn;
    }
}
