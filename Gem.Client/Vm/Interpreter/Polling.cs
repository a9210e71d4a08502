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
    private const int TicksUntilOptimised = 60;
    private const int TickMilliseconds = 10;

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

            _timer = new Timer(_ => Tick(thread), null, TickMilliseconds, TickMilliseconds);
        }

        return true;
    }

    private static void Tick(VmThread thread)
    {
        thread.Interrupt = 1;
        if (++_ticks >= TicksUntilOptimised)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }
}
