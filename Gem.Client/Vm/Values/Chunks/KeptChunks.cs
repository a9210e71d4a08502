namespace Gem.Vm.Values.Chunks;

/// <summary>
/// The clean chunks of all large collections of a VM that stay in memory: the last so many that were read or committed. What is
/// let go is read again when it is asked for.
/// </summary>
internal sealed class KeptChunks
{
    private readonly List<Entry> _kept = [];
    private int _limit = 1 << 14;
    private int _next;

    /// <summary>How many stay; by default some 40 MB of them, a hash of a million entries, with the objects that they refer to.</summary>
    public int Limit
    {
        get => _limit;
        set
        {
            _limit = value;
            foreach (Entry leaving in _kept.Skip(value))
            {
                LetGo(leaving);
            }

            _kept.RemoveRange(Math.Min(value, _kept.Count), Math.Max(0, _kept.Count - value));
            _next = 0;
        }
    }

    /// <summary>
    /// Notes a chunk, and lets the one go that was noted longest ago, unless it is dirty: that one is noted again when it is
    /// committed. Never lets the noted one itself go: its caller is about to use it.
    /// </summary>
    public void Keep(IChunkOwner owner, int index, Chunk chunk)
    {
        if (chunk.IsKept)
        {
            return;
        }

        chunk.IsKept = true;
        Entry entry = new(owner, index, chunk);
        if (_kept.Count < Limit)
        {
            _kept.Add(entry);
            return;
        }

        Entry oldest = _kept[_next];
        if (oldest.Chunk != chunk)
        {
            LetGo(oldest);
        }

        _kept[_next] = entry;
        _next = (_next + 1) % _kept.Count;
    }

    /// <summary>Lets all go that are not dirty.</summary>
    public void LetAllGo()
    {
        foreach (Entry leaving in _kept)
        {
            LetGo(leaving);
        }

        _kept.Clear();
        _next = 0;
    }

    private static void LetGo(Entry leaving)
    {
        leaving.Chunk.IsKept = false;
        if (!leaving.Chunk.IsDirty)
        {
            leaving.Owner.LetGo(leaving.Index, leaving.Chunk);
        }
    }

    private sealed record Entry(IChunkOwner Owner, int Index, Chunk Chunk);
}
