using System.Runtime.CompilerServices;

namespace Gem.Vm.Interpreter;

/// <summary>
/// What happens at a poll (a backward jump or call that <see cref="VmThread.RequestPoll"/> waits for): signals are raised, and while the
/// program is young the dispatch loop is left and entered again, because precompiled code has no on-stack replacement: a
/// loop that never leaves would keep its first code.
/// </summary>
internal static class Polling
{
    private const int PollsBeforeTicks = 500;

    // The optimised loop comes after 30 entries and a compilation in the background, which a busy machine delays: at first one
    // tick follows another, and they grow rarer for 10 s.
    private const int Ticks = 1000;
    private const int TicksOfOneLength = 50;

    // Entries are counted only from when the program is up to speed: the first ticks count as several.
    private const int EagerTicks = 300;
    private const int LeavesPerEagerTick = 10;

    private static int _polls;
    private static volatile int _ticks;
    private static Thread? _ticker;

    /// <summary>True when the dispatch loop should be left (its frame state is saved) and entered again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool ShouldLeave(VmThread thread)
    {
        thread.AcknowledgePoll();
        thread.Owner.Poll(thread);
        _polls++;
        if (_ticker is null)
        {
            if (_polls < PollsBeforeTicks)
            {
                thread.RequestPoll();
                return false;
            }

            _ticker = new Thread(() => Tick(thread)) { Name = "ticks", IsBackground = true };
            _ticker.Start();
        }

        if (_ticks < EagerTicks && _polls % LeavesPerEagerTick != 0)
        {
            thread.RequestPoll();
        }

        return true;
    }

    /// <summary>A thread of its own: a timer would have the thread pool's threads spin for more work after each tick.</summary>
    private static void Tick(VmThread thread)
    {
        for (int tick = 0; tick < Ticks; tick++)
        {
            Thread.Sleep(1 + (tick / TicksOfOneLength));
            _ticks = tick;
            thread.RequestPoll();
        }
    }
}
