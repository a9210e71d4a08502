using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gem.Vm.Values;

/// <summary>
/// Insertion-ordered hash, open addressing over an index of ints. Hash values are kept with the entries (and in the
/// record), so nothing is rehashed on loading. Equality of keys is the caller's: see
/// <see cref="Gem.Vm.Primitives.HashAccess"/>. A deleted entry has an Undefined key until the next compaction.
/// A large committed hash is in chunks (<see cref="IsInChunks"/>): <see cref="Entry"/>, <see cref="EntryToWrite"/> and
/// <see cref="Add"/> touch single chunks, <see cref="Entries"/> gathers them all.
/// </summary>
public sealed partial class HashObject : ChunkedObject
{
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

    /// <summary>
    /// What a method marked by ruby2_keywords collected of keywords: they are keywords again when an array is spread at whose end it
    /// stands. Not part of what is committed.
    /// </summary>
    public bool HoldsKeywords;

    /// <summary>Running iterations: adding a key is refused while there are any.</summary>
    public int Iterating;

    /// <summary>
    /// Buckets: index of an entry plus 1, 0 for empty; length a power of two; null for small hashes, which are scanned, and
    /// in chunks, where the buckets are chunks too.
    /// </summary>
    internal int[]? Buckets;

    /// <summary>Never shorter than Used, but for a hash in chunks: then it is empty.</summary>
    private HashEntry[] _entries = [];

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Hash;

    /// <summary>Entries in insertion order; live in [0, <see cref="Used"/>). Setting it replaces the whole content.</summary>
    public HashEntry[] Entries
    {
        get
        {
            if (IsInChunks)
            {
                Gather();
            }

            return _entries;
        }

        set
        {
            _entries = value;
            _chunks = null;
        }
    }

    /// <summary>An entry to be read, by its position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref HashEntry Entry(int position)
    {
        HashEntry[] entries = _entries;
        if ((uint)position < (uint)entries.Length)
        {
            return ref entries[position];
        }

        return ref _chunks!.Entry(position);
    }

    /// <summary>An entry to be written, by its position; the caller has passed the write barrier.</summary>
    public ref HashEntry EntryToWrite(int position)
    {
        HashEntry[] entries = _entries;
        if ((uint)position < (uint)entries.Length)
        {
            return ref entries[position];
        }

        return ref _chunks!.EntryToWrite(position);
    }

    /// <summary>Adds an entry whose key is not there; the caller has passed the write barrier.</summary>
    public void Add(HashEntry entry)
    {
        if (IsInChunks && (Count >= Used / 2 || Iterating > 0))
        {
            _chunks!.Add(Used, entry);
        }
        else
        {
            if (Used == Entries.Length)
            {
                Grow();
            }

            _entries[Used] = entry;
            if (Buckets is not null)
            {
                Place(Used);
            }
        }

        Used++;
        Count++;
    }

    /// <summary>Drops deleted entries and builds the buckets anew for the present number of entries.</summary>
    public void Rebuild()
    {
        HashEntry[] entries = Entries;
        int live = 0;
        for (int i = 0; i < Used; i++)
        {
            if (!entries[i].Key.IsUndefined)
            {
                entries[live++] = entries[i];
            }
        }

        Array.Clear(entries, live, Used - live);
        Used = Count = live;
        BuildBuckets();
    }

    /// <summary>Makes room for one more entry. Many deleted ones are dropped, few stay: positions are those of the chunks.</summary>
    private void Grow()
    {
        if (Count < Used - (Used >> 2) && Iterating == 0)
        {
            Rebuild();
        }

        if (Used == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, _entries.Length * 2));
            BuildBuckets();
        }
    }

    private void BuildBuckets()
    {
        if (Used <= 8)
        {
            Buckets = null;
            return;
        }

        Buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_entries.Length * 2)];
        for (int i = 0; i < Used; i++)
        {
            Place(i);
        }
    }

    /// <summary>Enters an entry into the buckets.</summary>
    private void Place(int entryIndex)
    {
        int mask = Buckets!.Length - 1;
        int bucket = (int)_entries[entryIndex].Hash & mask;
        while (Buckets[bucket] != 0)
        {
            bucket = (bucket + 1) & mask;
        }

        Buckets[bucket] = entryIndex + 1;
    }
}
