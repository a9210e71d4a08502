namespace Stone.Server.Collector;

/// <summary>Object ids that one thread has still to look at. What it has too much of it gives away by blocks, the oldest first.</summary>
internal sealed class IdStack
{
    /// <summary>Ids of a block.</summary>
    public const int BlockIds = 512;

    private ulong[] _ids = new ulong[4 * BlockIds];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Puts one on top.</summary>
    public void Push(ulong objectId)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, _ids.Length * 2);
        }
        _ids[Count++] = objectId;
    }

    /// <summary>Puts a block on top.</summary>
    public void Push(ulong[] block)
    {
        foreach (ulong objectId in block)
        {
            Push(objectId);
        }
    }

    /// <summary>Takes the one on top; false when there is none.</summary>
    public bool TryPop(out ulong objectId)
    {
        if (Count == 0)
        {
            objectId = 0;
            return false;
        }
        objectId = _ids[--Count];
        return true;
    }

    /// <summary>Takes the oldest ones: those that lead to most.</summary>
    public ulong[] TakeBlock()
    {
        int count = Math.Min(BlockIds, Count);
        ulong[] block = _ids[..count];
        // The newest take their places: the order of the rest does not matter.
        int moved = Math.Min(count, Count - count);
        Array.Copy(_ids, Count - moved, _ids, 0, moved);
        Count -= count;
        return block;
    }
}
