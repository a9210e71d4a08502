using System.Numerics;

namespace Stone.Server.Commit;

/// <summary>A set of object ids, by open addressing: a commit of a million objects asks it for every reference.</summary>
public sealed class ObjectIdSet
{
    private const int MostWaste = 8;
    private ulong[] _slots;
    private int _mask;

    /// <summary>Makes an empty set with room for about so many ids.</summary>
    public ObjectIdSet(int expected)
    {
        _slots = new ulong[SlotsFor(expected)];
        _mask = _slots.Length - 1;
    }

    /// <summary>Number of ids.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all ids, to take about so many others. Keeps its store where making a new one would cost more than clearing it.</summary>
    public void Clear(int expected)
    {
        int slots = SlotsFor(expected);
        if (_slots.Length < slots || _slots.Length > MostWaste * slots)
        {
            _slots = new ulong[slots];
            _mask = slots - 1;
        }
        else
        {
            Array.Clear(_slots);
        }
        Count = 0;
    }

    /// <summary>Adds an id, which is not 0; false when it was there.</summary>
    public bool Add(ulong id)
    {
        if (Count * 2 >= _slots.Length)
        {
            Grow();
        }
        int slot = Slot(id);
        if (_slots[slot] == id)
        {
            return false;
        }
        _slots[slot] = id;
        Count++;
        return true;
    }

    /// <summary>Whether an id is there.</summary>
    public bool Contains(ulong id) => _slots[Slot(id)] == id && id != 0;

    private static int SlotsFor(int expected) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, expected * 2));

    private int Slot(ulong id)
    {
        // Dense ids fall side by side, which is what a cache likes; the shifted part spreads sparse ones.
        int slot = (int)(id ^ (id >> 29)) & _mask;
        while (_slots[slot] != 0 && _slots[slot] != id)
        {
            slot = (slot + 1) & _mask;
        }
        return slot;
    }

    private void Grow()
    {
        ulong[] old = _slots;
        _slots = new ulong[old.Length * 2];
        _mask = _slots.Length - 1;
        foreach (ulong id in old)
        {
            if (id != 0)
            {
                _slots[Slot(id)] = id;
            }
        }
    }
}
