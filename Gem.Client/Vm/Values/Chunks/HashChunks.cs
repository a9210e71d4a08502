using System.Numerics;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;

namespace Gem.Vm.Values.Chunks;

/// <summary>
/// The nodes of a large hash: entries by position, and buckets that find a position by hash value. The number of buckets
/// grows by one for every <see cref="EntriesPerBucket"/> positions, and then one bucket is split in two (linear hashing,
/// Litwin 1980): no commit ever writes all of them. What the buckets hold follows from the entries alone, so a hash that was
/// gathered finds them again as they are on disk.
/// </summary>
internal sealed class HashChunks : ICollectionNodes
{
    private const int EntriesPerBucket = 64;

    private readonly ChunkTree<EntryChunk> _entries;
    private readonly ChunkTree<BucketChunk> _buckets;

    /// <summary>No entries yet.</summary>
    public HashChunks(VirtualMachine vm)
    {
        _entries = new ChunkTree<EntryChunk>(vm);
        _buckets = new ChunkTree<BucketChunk>(vm);
    }

    /// <summary>The committed nodes that a head refers to.</summary>
    public HashChunks(ref RecordReader reader)
    {
        _entries = new ChunkTree<EntryChunk>(reader.Vm, reader.ObjectId());
        _buckets = new ChunkTree<BucketChunk>(reader.Vm, reader.ObjectId());
    }

    /// <summary>An entry to be read.</summary>
    public ref HashEntry Entry(int position) => ref _entries[position >> EntryChunk.Bits].Entries[position & (EntryChunk.Length - 1)];

    /// <summary>An entry to be written.</summary>
    public ref HashEntry EntryToWrite(int position) =>
        ref _entries.ToWrite(position >> EntryChunk.Bits).Entries[position & (EntryChunk.Length - 1)];

    /// <summary>Where entries of a hash value may stand, see <see cref="PositionOf"/>; <paramref name="used"/> positions are in use.</summary>
    public ReadOnlySpan<ulong> PlacesFor(long hash, int used) => _buckets[BucketOf(Fragment(hash), BucketsFor(used))].Places;

    /// <summary>The position that a place tells when it is one of that hash value, else -1.</summary>
    public static int PositionOf(ulong place, long hash) => (uint)(place >> 32) == Fragment(hash) ? (int)(uint)place : -1;

    /// <summary>Adds an entry at a position that is one past the last.</summary>
    public void Add(int position, HashEntry entry)
    {
        int buckets = BucketsFor(position + 1);
        if (buckets > BucketsFor(position))
        {
            Split(buckets);
        }

        _buckets.ToWrite(BucketOf(Fragment(entry.Hash), buckets)).Add(PlaceOf(entry.Hash, position));
        EntryToWrite(position) = entry;
    }

    /// <summary>All entries.</summary>
    public HashEntry[] Gather(int used)
    {
        HashEntry[] entries = new HashEntry[used];
        for (int first = 0; first < used; first += EntryChunk.Length)
        {
            Span<HashEntry> target = entries.AsSpan(first);
            _entries.Peek(first >> EntryChunk.Bits)?.Entries.AsSpan(0, Math.Min(EntryChunk.Length, target.Length)).CopyTo(target);
        }

        return entries;
    }

    /// <summary>Takes all entries over; nodes that are as committed stay as they are.</summary>
    public void Scatter(VirtualMachine vm, ReadOnlySpan<HashEntry> entries)
    {
        for (int first = 0; first < entries.Length; first += EntryChunk.Length)
        {
            ReadOnlySpan<HashEntry> part = entries.Slice(first, Math.Min(EntryChunk.Length, entries.Length - first));
            if (_entries.Peek(first >> EntryChunk.Bits)?.Holds(vm, part) != true)
            {
                EntryChunk changed = new();
                part.CopyTo(changed.Entries);
                _entries.Replace(first >> EntryChunk.Bits, changed);
            }
        }

        ScatterPlaces(entries);
    }

    /// <summary>Writes what the head says of the nodes. <paramref name="used"/> positions are in use.</summary>
    public void WriteHead(RecordWriter writer, int used)
    {
        _entries.Trim(0, (used + EntryChunk.Length - 1) >> EntryChunk.Bits);
        _buckets.Trim(0, BucketsFor(used));
        writer.Reference(_entries.RootReference);
        writer.Reference(_buckets.RootReference);
    }

    /// <inheritdoc/>
    public void Write(RecordWriter writer)
    {
        _entries.Write(writer);
        _buckets.Write(writer);
    }

    /// <inheritdoc/>
    public void AddUnfaulted(List<ulong> ids) => _entries.AddUnfaulted(ids);

    /// <inheritdoc/>
    public void Committed()
    {
        _entries.Committed();
        _buckets.Committed();
    }

    /// <summary>The bits of a hash value that choose the bucket, mixed: programs' own hash values may be poor.</summary>
    private static uint Fragment(long hash) => (uint)HashAccess.Mix((ulong)hash);

    private static ulong PlaceOf(long hash, int position) => ((ulong)Fragment(hash) << 32) | (uint)position;

    private static int BucketsFor(int used) => Math.Max(1, (used + EntriesPerBucket - 1) / EntriesPerBucket);

    private static int BucketOf(uint fragment, int buckets)
    {
        uint mask = BitOperations.RoundUpToPowerOf2((uint)buckets) - 1;
        uint bucket = fragment & mask;
        return (int)(bucket < buckets ? bucket : bucket & (mask >> 1));
    }

    /// <summary>Moves to the last of so many buckets what belongs there.</summary>
    private void Split(int buckets)
    {
        int last = buckets - 1;
        int source = last & (int)((BitOperations.RoundUpToPowerOf2((uint)buckets) - 1) >> 1);
        BucketChunk from = _buckets.ToWrite(source);
        BucketChunk to = new();
        foreach (ulong place in from.Places)
        {
            if (BucketOf((uint)(place >> 32), buckets) == last)
            {
                to.Add(place);
            }
        }

        from.Remove(place => BucketOf((uint)(place >> 32), buckets) == last);
        _buckets.Replace(last, to);
    }

    private void ScatterPlaces(ReadOnlySpan<HashEntry> entries)
    {
        int buckets = BucketsFor(entries.Length);
        int[] ends = new int[buckets];
        foreach (ref readonly HashEntry entry in entries)
        {
            ends[BucketOf(Fragment(entry.Hash), buckets)]++;
        }

        for (int i = 1; i < buckets; i++)
        {
            ends[i] += ends[i - 1];
        }

        ulong[] places = new ulong[entries.Length];
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            places[--ends[BucketOf(Fragment(entries[i].Hash), buckets)]] = PlaceOf(entries[i].Hash, i);
        }

        for (int i = 0; i < buckets; i++)
        {
            // The ends have moved to the beginnings.
            ReadOnlySpan<ulong> now = places.AsSpan(ends[i]..(i + 1 < buckets ? ends[i + 1] : places.Length));
            if (_buckets.Peek(i) is not { } before || !before.Places.SequenceEqual(now))
            {
                BucketChunk changed = new();
                changed.Add(now);
                _buckets.Replace(i, changed);
            }
        }
    }
}
