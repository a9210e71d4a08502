using System.Diagnostics;
using System.Globalization;
using Gem.Vm.Session;

namespace StoneGem;

/// <summary>Times what a gem does with a stone; one line each on standard output.</summary>
internal static class Measurements
{
    private const int RoundTrips = 20_000;

    /// <summary>The first login of a process, cold: from before the connect to the first reply through the slot.</summary>
    internal static void Login(string home, string name)
    {
        long start = Stopwatch.GetTimestamp();
        using StoneSession session = StoneSession.Connect(home, name, "login");
        double connected = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        session.LeaseObjectIds(1);
        double replied = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"login {connected:0.00} ms, with first request {replied:0.00} ms"));
    }

    /// <summary>Round trips, then commits of one object each.</summary>
    internal static void Run(string home, string name, int commits, int byteCount)
    {
        using StoneSession session = StoneSession.Connect(home, name, "measure");
        ulong id = session.LeaseObjectIds(commits + 100);
        double[] trips = new double[RoundTrips];
        for (int i = 0; i < RoundTrips; i++)
        {
            long start = Stopwatch.GetTimestamp();
            session.FateOf(session.LastRequestId, out _);
            trips[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Report("slot round trip", trips);
        double[] times = new double[commits];
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < commits; i++)
        {
            long start = Stopwatch.GetTimestamp();
            session.Stage(TestRecords.Make(id + (ulong)i, byteCount, i));
            CommitReply reply = session.Commit();
            if (reply.Outcome != CommitOutcome.Committed)
                throw new InvalidOperationException($"{reply.Outcome}: {reply.Message}");
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Report("commit", times);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"commits/s {commits / seconds:0}"));
    }

    private static void Report(string what, double[] microseconds)
    {
        Array.Sort(microseconds);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: median {microseconds[microseconds.Length / 2]:0.0} us, p99 {microseconds[microseconds.Length * 99 / 100]:0.0} us"));
    }
}
