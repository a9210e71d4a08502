using System.Runtime.CompilerServices;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// Array of both languages. Elements stand in <c>Items[Start .. Start+Count)</c>; a moving start makes shift cheap.
/// Elements of a faulted array may be unfaulted: read them through <see cref="VirtualMachine.Load(ref Value)"/>.
/// A large committed array is in chunks (<see cref="IsInChunks"/>): <see cref="Slot"/>, <see cref="SlotToWrite"/>,
/// <see cref="Append"/>, <see cref="CopyTo"/>, <see cref="DropFirst"/> and <see cref="DropLast"/> touch single chunks,
/// <see cref="Items"/> and <see cref="Span"/> gather them all.
/// </summary>
public sealed partial class ArrayObject : ChunkedObject
{
    /// <summary>Index of the first element.</summary>
    public int Start;

    /// <summary>Number of elements.</summary>
    public int Count;

    /// <summary>Never shorter than Start+Count, but for an array in chunks: then it is empty.</summary>
    private Value[] _items;

    /// <summary>An array over a store that it now owns.</summary>
    public ArrayObject(Value[] items, int count)
    {
        _items = items;
        Count = count;
    }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Array;

    /// <summary>Backing store; slots outside of the live range are not read. Setting it replaces the whole content.</summary>
    public Value[] Items
    {
        get
        {
            if (IsInChunks)
            {
                Gather();
            }

            return _items;
        }

        set
        {
            _items = value;
            _chunks = null;
        }
    }

    /// <summary>The live elements, possibly unfaulted.</summary>
    public Span<Value> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (IsInChunks ? Items : _items).AsSpan(Start, Count);
    }

    /// <summary>An element to be read, possibly unfaulted; the index is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Value Slot(int index)
    {
        Value[] items = _items;
        int position = Start + index;
        if ((uint)position < (uint)items.Length)
        {
            return ref items[position];
        }

        return ref ChunkSlot(position);
    }

    /// <summary>An element to be written; the index is in range and the caller has passed the write barrier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Value SlotToWrite(int index)
    {
        Value[] items = _items;
        int position = Start + index;
        if ((uint)position < (uint)items.Length)
        {
            return ref items[position];
        }

        return ref ChunkSlotToWrite(position);
    }

    /// <summary>Adds one element at the end. The caller has passed the write barrier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(Value value)
    {
        int end = Start + Count;
        if ((uint)end < (uint)_items.Length)
        {
            _items[end] = value;
            Count++;
        }
        else
        {
            AppendBehindStore(value);
        }
    }

    /// <summary>Makes room for so many elements, moving them to the front of the store.</summary>
    public void Reserve(int capacity)
    {
        Value[] items = Items;
        if (Start + capacity <= items.Length)
        {
            return;
        }

        int newLength = capacity <= items.Length && Start > items.Length / 2
            ? items.Length
            : Math.Max(capacity, Math.Max(4, items.Length + (items.Length >> 1)));
        Value[] moved = new Value[newLength];
        Span.CopyTo(moved);
        _items = moved;
        Start = 0;
    }

    /// <summary>Copies elements from an index on, possibly unfaulted.</summary>
    public void CopyTo(int index, Span<Value> target)
    {
        if (!IsInChunks)
        {
            _items.AsSpan(Start + index, target.Length).CopyTo(target);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Slot(index + i);
        }
    }

    /// <summary>Takes elements away at the end. The caller has passed the write barrier.</summary>
    public void DropLast(int count)
    {
        Clear(Count - count, count);
        Count -= count;
    }

    /// <summary>Takes elements away at the front. The caller has passed the write barrier.</summary>
    public void DropFirst(int count)
    {
        Clear(0, count);
        Start += count;
        Count -= count;
    }

    private void Clear(int index, int count)
    {
        if (!IsInChunks)
        {
            _items.AsSpan(Start + index, count).Clear();
            return;
        }

        for (int i = 0; i < count; i++)
        {
            SlotToWrite(index + i) = default;
        }
    }

    private void AppendBehindStore(Value value)
    {
        if (IsInChunks)
        {
            ChunkSlotToWrite(Start + Count) = value;
        }
        else
        {
            Reserve(Count + 1);
            _items[Start + Count] = value;
        }

        Count++;
    }
}
