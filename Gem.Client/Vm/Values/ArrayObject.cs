using System.Runtime.CompilerServices;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// Array of both languages. Elements stand in <c>Items[Start .. Start+Count)</c>; a moving start makes shift cheap.
/// Elements of a faulted array may be unfaulted: read them through <see cref="VirtualMachine.Load(ref Value)"/>
/// or with <see cref="Gem.Vm.Primitives.ArrayAccess"/>.
/// </summary>
public sealed class ArrayObject : HeapObject
{
    /// <summary>Backing store; slots outside of the live range are not read.</summary>
    public Value[] Items;

    /// <summary>Index of the first element.</summary>
    public int Start;

    /// <summary>Number of elements.</summary>
    public int Count;

    /// <summary>An array over a store that it now owns.</summary>
    public ArrayObject(Value[] items, int count)
    {
        Items = items;
        Count = count;
    }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Array;

    /// <summary>The live elements, possibly unfaulted.</summary>
    public Span<Value> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Items.AsSpan(Start, Count);
    }

    /// <summary>Adds one element at the end. The caller has passed the write barrier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(Value value)
    {
        int end = Start + Count;
        if (end == Items.Length)
        {
            Reserve(Count + 1);
            end = Start + Count;
        }

        Items[end] = value;
        Count++;
    }

    /// <summary>Makes room for so many elements, moving them to the front of the store.</summary>
    public void Reserve(int capacity)
    {
        if (Start + capacity <= Items.Length)
        {
            return;
        }

        int newLength = capacity <= Items.Length && Start > Items.Length / 2
            ? Items.Length
            : Math.Max(capacity, Math.Max(4, Items.Length + (Items.Length >> 1)));
        Value[] moved = new Value[newLength];
        Span.CopyTo(moved);
        Items = moved;
        Start = 0;
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        foreach (Value item in Span)
        {
            writer.Reference(item);
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Items = reader.RestOfReferences();
        Start = 0;
        Count = Items.Length;
    }
}
