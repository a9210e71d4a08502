using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>
/// So many elements of a large array, perhaps unfaulted. Slots that are not in use hold the integer 0, which refers to nothing.
/// </summary>
internal sealed class ValueChunk : Chunk
{
    /// <summary>Bits of a position that stand for the place in its chunk.</summary>
    public const int Bits = 7;

    /// <summary>Elements of a chunk: its record is about as long as that of an array of a hundred.</summary>
    public const int Length = 1 << Bits;

    /// <summary>The elements.</summary>
    public readonly Value[] Slots = new Value[Length];

    /// <inheritdoc/>
    public override void Write(RecordWriter writer)
    {
        foreach (Value slot in Slots)
        {
            writer.Reference(slot);
        }
    }

    /// <inheritdoc/>
    public override void Read(ref RecordReader reader) => reader.Slots(Slots);

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids) => Unfaulting.AddIds(Slots, ids);

    /// <summary>True when the chunk holds these elements from a place on and nothing else.</summary>
    public bool Holds(VirtualMachine vm, int from, ReadOnlySpan<Value> items)
    {
        for (int i = 0; i < Length; i++)
        {
            int index = i - from;
            bool isSame = (uint)index < (uint)items.Length ? SlotComparison.AreSame(vm, Slots[i], items[index]) : Slots[i].IsFixnum;
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }
}
