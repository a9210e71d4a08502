using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// Insertion-ordered hash, open addressing over an index of ints. Hash values are kept with the entries (and in the
/// record), so nothing is rehashed on loading. Equality of keys is the caller's: see
/// <see cref="Gem.Vm.Primitives.HashAccess"/>. A deleted entry has an Undefined key until the next compaction.
/// </summary>
public sealed class HashObject : HeapObject
{
    /// <summary>Entries in insertion order; live in [0, <see cref="Used"/>).</summary>
    public HashEntry[] Entries = [];

    /// <summary>Entries used, deleted ones included.</summary>
    public int Used;

    /// <summary>Live entries.</summary>
    public int Count;

    /// <summary>Default value, or the default proc when <see cref="HasDefaultProc"/>.</summary>
    public Value Default = Value.Nil;

    /// <summary><see cref="Default"/> is a proc to call.</summary>
    public bool HasDefaultProc;

    /// <summary>Keys are compared by identity.</summary>
    public bool ComparesByIdentity;

    /// <summary>Running iterations: adding a key is refused while there are any.</summary>
    public int Iterating;

    /// <summary>Buckets: index of an entry plus 1, 0 for empty; length a power of two; null for small hashes, which are scanned.</summary>
    internal int[]? Buckets;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Hash;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Reference(Default);
        writer.Byte((byte)((HasDefaultProc ? 1 : 0) | (ComparesByIdentity ? 2 : 0)));
        for (int i = 0; i < Used; i++)
        {
            ref HashEntry entry = ref Entries[i];
            if (!entry.Key.IsUndefined)
            {
                writer.Reference(entry.Key);
                writer.Reference(entry.Value);
                writer.Int64(entry.Hash);
            }
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Default = reader.Slot();
        byte flags = reader.Byte();
        HasDefaultProc = (flags & 1) != 0;
        ComparesByIdentity = (flags & 2) != 0;
        Entries = new HashEntry[reader.ReferencesLeft / 2];
        for (int i = 0; i < Entries.Length; i++)
        {
            Entries[i] = new HashEntry { Key = reader.Slot(), Value = reader.Slot(), Hash = reader.Int64() };
        }

        Used = Count = Entries.Length;
        Buckets = null;
        Rebuild();
    }

    /// <summary>Drops deleted entries and builds the buckets anew for the present number of entries.</summary>
    public void Rebuild()
    {
        int live = 0;
        for (int i = 0; i < Used; i++)
        {
            if (!Entries[i].Key.IsUndefined)
            {
                Entries[live++] = Entries[i];
            }
        }

        Array.Clear(Entries, live, Used - live);
        Used = Count = live;
        if (live <= 8)
        {
            Buckets = null;
            return;
        }

        Buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(live, Entries.Length) * 2)];
        for (int i = 0; i < live; i++)
        {
            Place(i);
        }
    }

    /// <summary>Enters an entry into the buckets.</summary>
    internal void Place(int entryIndex)
    {
        int mask = Buckets!.Length - 1;
        int bucket = (int)Entries[entryIndex].Hash & mask;
        while (Buckets[bucket] != 0)
        {
            bucket = (bucket + 1) & mask;
        }

        Buckets[bucket] = entryIndex + 1;
    }
}
