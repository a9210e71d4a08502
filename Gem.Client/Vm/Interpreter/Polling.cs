using System.Runtime.CompilerServices;

namespace Gem.Vm.Interpreter;

/// <summary>
/// What happens at a poll (a backward jump with <see cref="VmThread.Interrupt"/> set): signals are raised, and while the
/// program is young the dispatch loop is left and entered again, because precompiled code has no on-stack replacement: a
/// loop that never leaves would keep its first code.
/// </summary>
internal static class Polling
{
    private const int PollsBeforeTimer = 2000;

    // The optimised loop comes after 30 entries and a compilation in the background, which a busy machine delays.
    private const int QuickTicks = 60;
    private const int QuickTickMilliseconds = 10;
    private const int SlowTicks = 300;
    private const int SlowTickMilliseconds = 100;

    private static int _polls;
    private static int _ticks;
    private static Timer? _timer;

    /// <summary>True when the dispatch loop should be left (its frame state is saved) and entered again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool ShouldLeave(VmThread thread)
    {
        thread.Interrupt = 0;
        thread.RunPendingActions();
        if (_timer is null && _ticks == 0)
        {
            if (++_polls < PollsBeforeTimer)
            {
                thread.Interrupt = 1;
                return false;
            }

            _timer = new Timer(_ => Tick(thread), null, QuickTickMilliseconds, QuickTickMilliseconds);
        }

        return true;
    }

    private static void Tick(VmThread thread)
    {
        thread.Interrupt = 1;
        _ticks++;
        if (_ticks == QuickTicks)
        {
            _timer?.Change(SlowTickMilliseconds, SlowTickMilliseconds);
        }
        else if (_ticks == QuickTicks + SlowTicks)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }
}
