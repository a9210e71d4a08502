using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// The last matches (Ruby's <c>$~</c>) of the methods that run on a line: each method has its own, and its blocks share it. What
/// the kernel's methods match is their caller's. Kept beside the frames, since few methods match anything.
/// </summary>
internal sealed class MatchTable(VmThread line)
{
    private readonly List<Entry> _matches = [];

    /// <summary>The match of the running method; nil when it has none.</summary>
    public Value Get()
    {
        int home = HomeFrame();
        int index = Find(home);
        return index < 0 ? Value.Nil : _matches[index].Match;
    }

    /// <summary>Sets the match of the running method.</summary>
    public void Set(Value match)
    {
        int home = HomeFrame();
        int index = Find(home);
        if (index >= 0)
        {
            _matches[index].Match = match;
        }
        else
        {
            _matches.Add(new Entry(home, line.TokenOf(ref line.Frames[home])) { Match = match });
        }
    }

    /// <summary>All matches of frames that are still there.</summary>
    public List<(int Frame, int Token, Value Match)> All() =>
        [.. _matches.Where(entry => Closures.FrameWith(line, entry.Frame, entry.Token) != 0).Select(entry => (entry.Frame, entry.Token, entry.Match))];

    /// <summary>Adds the match of a frame that has come back.</summary>
    public void Add(int frame, int token, Value match)
    {
        _matches.RemoveAll(entry => entry.Frame == frame);
        _matches.Add(new Entry(frame, token) { Match = match });
    }

    /// <summary>The entry of a frame. Entries of frames that are gone lie behind it and are dropped.</summary>
    private int Find(int home)
    {
        for (int i = _matches.Count - 1; i >= 0; i--)
        {
            Entry entry = _matches[i];
            if (Closures.FrameWith(line, entry.Frame, entry.Token) == 0)
            {
                _matches.RemoveAt(i);
            }
            else if (entry.Frame == home)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The frame of the program's method that runs, or that the running block stands in.</summary>
    private int HomeFrame()
    {
        int index = line.FrameIndex;
        while (index > 1 && line.Frames[index].Code.IsKernel)
        {
            index--;
        }

        while (line.Frames[index].Closure is { } block && (line.Frames[index].Flags & FrameFlags.Method) == 0)
        {
            int home = HomeOf(block, index);
            if (home == 0)
            {
                break;
            }

            index = home;
        }

        return index;
    }

    /// <summary>
    /// The frame around a block: of its method, also when blocks between the two have ended; for a lambda, which is its own home, the
    /// frame that made it. 0 when it is gone.
    /// </summary>
    private int HomeOf(ProcObject block, int index)
    {
        int home = Closures.FrameWith(line, block.HomeFrame, block.HomeToken);
        return home != 0 && home != index ? home : Closures.FrameWith(line, block.CreatorFrame, block.CreatorToken) is var creator && creator != index ? creator : 0;
    }

    /// <summary>A match of a frame. A class: each process would have to compile a list of structs.</summary>
    private sealed class Entry(int frame, int token)
    {
        public int Frame => frame;

        public int Token => token;

        public Value Match;
    }
}
