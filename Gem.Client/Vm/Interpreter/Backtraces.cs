namespace Gem.Vm.Interpreter;

/// <summary>Takes down where a thread stands.</summary>
public static unsafe class Backtraces
{
    /// <summary>Frames kept of a backtrace that is deeper: as many at each end.</summary>
    private const int KeptAtEachEnd = 5000;

    /// <summary>The frames of a thread, innermost first; <paramref name="skip"/> of them left out, at most <paramref name="limit"/> taken.</summary>
    public static BacktraceEntry[] Capture(VmThread thread, int skip = 0, int limit = 2 * KeptAtEachEnd)
    {
        int depth = Math.Max(0, thread.FrameIndex - skip);
        int kept = Math.Min(depth, limit);
        BacktraceEntry[] entries = new BacktraceEntry[kept];
        for (int i = 0; i < kept; i++)
        {
            int index = i < KeptAtEachEnd || depth == kept ? depth - i : kept - i;
            ref Frame frame = ref thread.Frames[index];
            int pc = Math.Max(0, (int)(frame.Ip - frame.Code.Entry) - 1);
            entries[i] = new BacktraceEntry(frame.Code, pc, Calls.MethodOf(ref frame));
        }

        return entries;
    }
}
