using System.Runtime.ExceptionServices;

namespace Stone.Server.Collector;

/// <summary>Threads that do the same work side by side.</summary>
internal static class Crew
{
    /// <summary>
    /// Has so many threads work, the calling one among them; back when all have ended. False when they were stopped; what one of them throws stops the
    /// others, and is thrown then.
    /// </summary>
    /// <param name="threads">How many.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="goesOn">Asked by the calling thread; false stops all.</param>
    /// <param name="work">The work of one. It asks what it is given often, also while it waits, and ends when that says no.</param>
    public static bool Run(int threads, string name, Func<bool> goesOn, Action<Func<bool>> work)
    {
        bool isStopped = false;
        ExceptionDispatchInfo? failure = null;
        void Work(Func<bool> ownGoesOn)
        {
            try
            {
                work(ownGoesOn);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                Volatile.Write(ref isStopped, true);
            }
        }
        bool IsStopped() => Volatile.Read(ref isStopped);
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(() => Work(() => !IsStopped())) { IsBackground = true, Name = name })];
        Array.ForEach(others, thread => thread.Start());
        Work(() =>
        {
            if (!IsStopped() && !goesOn())
            {
                Volatile.Write(ref isStopped, true);
            }
            return !IsStopped();
        });
        Array.ForEach(others, thread => thread.Join());
        failure?.Throw();
        return !isStopped;
    }
}
