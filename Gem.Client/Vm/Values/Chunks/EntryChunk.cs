using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>So many entries of a large hash in the order of their insertion, deleted ones included.</summary>
internal sealed class EntryChunk : Chunk
{
    /// <summary>Bits of a position that stand for the place in its chunk.</summary>
    public const int Bits = 6;

    /// <summary>Entries of a chunk.</summary>
    public const int Length = 1 << Bits;

    /// <summary>The entries; those not in use are zero.</summary>
    public readonly HashEntry[] Entries = new HashEntry[Length];

    /// <inheritdoc/>
    public override void Write(RecordWriter writer)
    {
        foreach (ref HashEntry entry in Entries.AsSpan())
        {
            writer.Reference(entry.Key);
            writer.Reference(entry.Value);
            writer.Int64(entry.Hash);
        }
    }

    /// <inheritdoc/>
    public override void Read(ref RecordReader reader)
    {
        for (int i = 0; i < Length; i++)
        {
            Entries[i] = new HashEntry { Key = reader.Slot(), Value = reader.Slot(), Hash = reader.Int64() };
        }
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids) => HashObject.AddUnfaulted(Entries, ids);

    /// <summary>True when the chunk begins with these entries and has no others.</summary>
    public bool Holds(VirtualMachine vm, ReadOnlySpan<HashEntry> entries)
    {
        for (int i = 0; i < Length; i++)
        {
            HashEntry entry = i < entries.Length ? entries[i] : default;
            if (entry.Hash != Entries[i].Hash || !SlotComparison.AreSame(vm, Entries[i].Key, entry.Key)
                || !SlotComparison.AreSame(vm, Entries[i].Value, entry.Value))
            {
                return false;
            }
        }

        return true;
    }
}
