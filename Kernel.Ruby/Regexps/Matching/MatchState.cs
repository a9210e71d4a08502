namespace Kernel.Ruby.Regexps.Matching;

/// <summary>What a matcher writes while it runs; kept for the next match of its thread.</summary>
internal sealed class MatchState
{
    private const int MostKept = 1 << 16;

    [ThreadStatic]
    private static MatchState? _free;

    /// <summary>Choices and what is to be put back.</summary>
    public Entry[] Entries = new Entry[64];

    /// <summary>Bounds of groups, counters, marks.</summary>
    public int[] Slots = new int[32];

    /// <summary>Frames of calls: where to return to, the frame before, loop slots.</summary>
    public int[] Frames = [];

    /// <summary>A state with slots enough; give it back.</summary>
    public static MatchState Take(int slots)
    {
        MatchState state = _free ?? new MatchState();
        _free = null;
        if (state.Slots.Length < slots)
        {
            state.Slots = new int[slots];
        }

        return state;
    }

    /// <summary>The state may be taken again, unless it has grown too large to keep.</summary>
    public void GiveBack()
    {
        if (Entries.Length <= MostKept && Frames.Length <= MostKept)
        {
            _free = this;
        }
    }
}
