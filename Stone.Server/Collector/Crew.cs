namespace Stone.Server.Collector;

/// <summary>Threads that do the same work side by side.</summary>
internal static class Crew
{
    /// <summary>Has so many threads work, the calling one among them, which is told true; back when all have ended.</summary>
    public static void Run(int threads, string name, Action<bool> work)
    {
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(() => work(false)) { IsBackground = true, Name = name })];
        Array.ForEach(others, thread => thread.Start());
        work(true);
        Array.ForEach(others, thread => thread.Join());
    }
}
