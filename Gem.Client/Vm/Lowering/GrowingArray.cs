namespace Gem.Vm.Lowering;

/// <summary>An array that grows at its end. Why not .NET's list: see <see cref="Values.SymbolMap{TValue}"/>.</summary>
internal sealed class GrowingArray<T>
{
    private T[] _items = new T[8];

    /// <summary>Number of items.</summary>
    public int Count { get; private set; }

    /// <summary>An item, by index from 0.</summary>
    public ref T this[int index] => ref _items[index];

    /// <summary>Adds one at the end.</summary>
    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            T[] larger = new T[Count * 2];
            Array.Copy(_items, larger, Count);
            _items = larger;
        }

        _items[Count++] = item;
    }

    /// <summary>The items, in an array of their number.</summary>
    public T[] ToArray()
    {
        T[] all = new T[Count];
        Array.Copy(_items, all, Count);
        return all;
    }
}
