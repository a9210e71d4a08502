using System.Runtime.CompilerServices;
using Gem.Vm.Memory;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Values;

/// <summary>
/// The record of an array, and large arrays in chunks. A small array is one record of its elements. A large one is a head
/// with count and start, and chunks of elements by position (objects.md, Collections).
/// <code>
///  references: root of the chunks       bytes: count i64 | start i64
/// </code>
/// An array that was gathered keeps its tree: the next commit compares and writes only the chunks that differ.
/// </summary>
public sealed partial class ArrayObject
{
    /// <summary>Elements that one record holds at most.</summary>
    public const int LargestRecord = 1024;

    private ChunkTree<ValueChunk>? _chunks;

    /// <inheritdoc/>
    public override bool IsInChunks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Start + Count > _items.Length;
    }

    /// <inheritdoc/>
    private protected override ICollectionNodes? Nodes => _chunks;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        if (writer.TakesWhole || Count <= (IsInChunks ? LargestRecord / 2 : LargestRecord))
        {
            foreach (Value item in Span)
            {
                writer.Reference(item);
            }

            return;
        }

        if (!IsInChunks)
        {
            Scatter(writer.Vm);
        }

        Start -= _chunks!.RemoveFirst(Start >> ValueChunk.Bits) << ValueChunk.Bits;
        _chunks.Trim(Start >> ValueChunk.Bits, EndOfChunks);
        writer.Reference(_chunks.RootReference);
        writer.Int64(Count);
        writer.Int64(Start);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        if (!reader.HasBytes)
        {
            Value[] items = reader.RestOfReferences();
            Items = items;
            Start = 0;
            Count = items.Length;
            return;
        }

        _items = [];
        _chunks = new ChunkTree<ValueChunk>(reader.Vm, reader.ObjectId());
        Count = (int)reader.Int64();
        Start = (int)reader.Int64();
    }

    /// <inheritdoc/>
    internal override void Unfault()
    {
        Unfaulting.Slots(_items);
        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        Unfaulting.AddIds(_items, ids);
        base.AddUnfaulted(ids);
    }

    /// <summary>One past the last chunk in use.</summary>
    private int EndOfChunks => (Start + Count + ValueChunk.Length - 1) >> ValueChunk.Bits;

    private ref Value ChunkSlot(int position) => ref _chunks![position >> ValueChunk.Bits].Slots[position & (ValueChunk.Length - 1)];

    private ref Value ChunkSlotToWrite(int position) =>
        ref _chunks!.ToWrite(position >> ValueChunk.Bits).Slots[position & (ValueChunk.Length - 1)];

    /// <inheritdoc/>
    private protected override void DropNodes() => _chunks = null;

    /// <inheritdoc/>
    private protected override void Gather()
    {
        Value[] items = new Value[Start + Count];
        for (int chunk = Start >> ValueChunk.Bits; chunk < EndOfChunks; chunk++)
        {
            Span<Value> target = items.AsSpan(chunk << ValueChunk.Bits);
            _chunks!.Peek(chunk)?.Slots.AsSpan(0, Math.Min(ValueChunk.Length, target.Length)).CopyTo(target);
        }

        _items = items;
    }

    /// <summary>Puts the elements into chunks; those that are as committed stay as they are.</summary>
    private void Scatter(VirtualMachine vm)
    {
        _chunks ??= new ChunkTree<ValueChunk>(vm);
        for (int chunk = Start >> ValueChunk.Bits; chunk < EndOfChunks; chunk++)
        {
            int first = chunk << ValueChunk.Bits;
            int from = Math.Max(Start, first);
            ReadOnlySpan<Value> items = _items.AsSpan(from, Math.Min(Start + Count, first + ValueChunk.Length) - from);
            if (_chunks.Peek(chunk)?.Holds(vm, from - first, items) != true)
            {
                ValueChunk changed = new();
                items.CopyTo(changed.Slots.AsSpan(from - first));
                _chunks.Replace(chunk, changed);
            }
        }

        _items = [];
    }
}
