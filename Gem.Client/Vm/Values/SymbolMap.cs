using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gem.Vm.Values;

/// <summary>
/// Values by symbol, in the order of insertion. Why not .NET's dictionary: its code for values of this assembly can't be
/// precompiled with it, and would be compiled anew at each start.
/// </summary>
public sealed class SymbolMap<TValue>
{
    private const int SmallestCapacity = 4;

    /// <summary>First entry of each chain plus one; a power of two of them, at least one for each entry.</summary>
    private int[] _buckets = new int[SmallestCapacity];
    private Entry[] _entries = new Entry[SmallestCapacity];
    private int _used;

    /// <summary>Number of names.</summary>
    public int Count { get; private set; }

    /// <summary>The names, in order; the map may change meanwhile.</summary>
    public IEnumerable<SymbolObject> Keys
    {
        get
        {
            for (int i = 0; i < _used; i++)
            {
                if (_entries[i].Name is { } name)
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>The value of a name. Setting it adds the name when it is new.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public TValue this[SymbolObject name]
    {
        get => TryGetValue(name, out TValue? value) ? value : throw new KeyNotFoundException(name.Text);
        set
        {
            int index = IndexOf(name);
            if (index < 0)
            {
                index = Add(name);
            }

            _entries[index].Value = value;
        }
    }

    /// <summary>The value of a name, if there is one.</summary>
    public bool TryGetValue(SymbolObject name, [MaybeNullWhen(false)] out TValue value)
    {
        int index = IndexOf(name);
        value = index < 0 ? default : _entries[index].Value;
        return index >= 0;
    }

    /// <summary>Where the value of a name stands until the map changes; a null reference without one.</summary>
    public ref TValue Find(SymbolObject name)
    {
        int index = IndexOf(name);
        return ref index < 0 ? ref Unsafe.NullRef<TValue>() : ref _entries[index].Value;
    }

    /// <summary>True when the name is there.</summary>
    public bool ContainsKey(SymbolObject name) => IndexOf(name) >= 0;

    /// <summary>Removes a name; false when it was not there.</summary>
    public bool Remove(SymbolObject name) => Remove(name, out _);

    /// <summary>The same; hands out what the value was.</summary>
    public bool Remove(SymbolObject name, [MaybeNullWhen(false)] out TValue value)
    {
        ref int link = ref _buckets[BucketOf(name)];
        while (link != 0)
        {
            ref Entry entry = ref _entries[link - 1];
            if (entry.Name == name)
            {
                value = entry.Value;
                link = entry.Next;
                entry = default;
                Count--;
                return true;
            }

            link = ref entry.Next;
        }

        value = default;
        return false;
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        Array.Clear(_buckets);
        Array.Clear(_entries, 0, _used);
        _used = Count = 0;
    }

    /// <summary>Walks names with values, in order; the map may change meanwhile, what is added is not reached.</summary>
    public Enumerator GetEnumerator() => new(_entries, _used);

    private int IndexOf(SymbolObject name)
    {
        int index = _buckets[BucketOf(name)] - 1;
        while (index >= 0 && _entries[index].Name != name)
        {
            index = _entries[index].Next - 1;
        }

        return index;
    }

    private int BucketOf(SymbolObject name) => name.ProcessHash & (_buckets.Length - 1);

    private int Add(SymbolObject name)
    {
        if (_used == _entries.Length)
        {
            Rebuild(Math.Max(SmallestCapacity, Count * 2));
        }

        int index = _used++;
        Chain(index, name);
        Count++;
        return index;
    }

    private void Chain(int index, SymbolObject name)
    {
        ref int bucket = ref _buckets[BucketOf(name)];
        _entries[index].Name = name;
        _entries[index].Next = bucket;
        bucket = index + 1;
    }

    /// <summary>Takes another capacity, and leaves out what was removed.</summary>
    private void Rebuild(int capacity)
    {
        Entry[] old = _entries;
        int used = _used;
        _entries = new Entry[capacity];
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _used = 0;
        for (int i = 0; i < used; i++)
        {
            if (old[i].Name is { } name)
            {
                _entries[_used].Value = old[i].Value;
                Chain(_used++, name);
            }
        }
    }

    /// <summary>A name with its value, and the next entry of its chain plus one. Removed: no name.</summary>
    internal struct Entry
    {
        public SymbolObject? Name;
        public TValue Value;
        public int Next;
    }

    /// <summary>A name with its value.</summary>
    public readonly struct Pair(SymbolObject name, TValue value)
    {
        /// <summary>For foreach.</summary>
        public void Deconstruct(out SymbolObject itemName, out TValue itemValue) => (itemName, itemValue) = (name, value);
    }

    /// <summary>The walk of <see cref="SymbolMap{TValue}.GetEnumerator"/>.</summary>
    public struct Enumerator
    {
        private readonly Entry[] _entries;
        private readonly int _end;
        private int _next;

        internal Enumerator(Entry[] entries, int end) => (_entries, _end) = (entries, end);

        /// <summary>Where the walk stands.</summary>
        public readonly Pair Current => new(_entries[_next - 1].Name!, _entries[_next - 1].Value);

        /// <summary>To the next one.</summary>
        public bool MoveNext()
        {
            while (_next < _end)
            {
                if (_entries[_next++].Name is not null)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
