using System.Runtime.CompilerServices;

namespace Gem.Vm.Interpreter;

/// <summary>
/// What happens at a poll (a backward jump with <see cref="VmThread.Interrupt"/> set): signals are raised, and while the
/// program is young the dispatch loop is left and entered again, because precompiled code has no on-stack replacement: a
/// loop that never leaves would keep its first code.
/// </summary>
internal static class Polling
{
    private const int PollsBeforeTicks = 2000;

    // The optimised loop comes after 30 entries and a compilation in the background, which a busy machine delays.
    private const int QuickTicks = 60;
    private const int QuickTickMilliseconds = 10;
    private const int SlowTicks = 300;
    private const int SlowTickMilliseconds = 100;

    private static int _polls;
    private static Thread? _ticker;

    /// <summary>True when the dispatch loop should be left (its frame state is saved) and entered again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool ShouldLeave(VmThread thread)
    {
        thread.Interrupt = 0;
        thread.RunPendingActions();
        if (_ticker is null)
        {
            if (++_polls < PollsBeforeTicks)
            {
                thread.Interrupt = 1;
                return false;
            }

            _ticker = new Thread(() => Tick(thread)) { Name = "ticks", IsBackground = true };
            _ticker.Start();
        }

        return true;
    }

    /// <summary>A thread of its own: a timer would have the thread pool's threads spin for more work after each tick.</summary>
    private static void Tick(VmThread thread)
    {
        for (int tick = 0; tick < QuickTicks + SlowTicks; tick++)
        {
            Thread.Sleep(tick < QuickTicks ? QuickTickMilliseconds : SlowTickMilliseconds);
            thread.Interrupt = 1;
        }
    }
}
