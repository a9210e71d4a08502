using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Object id to the one object in memory that has it, by weak handles: open addressing, linear probing. Ids that differ in
/// the lowest three bits lie together (they were made together); such groups are scattered, because ids come in dense
/// ranges that would pile up. An entry whose object is gone stays until the table is built anew. Invariant: at most half
/// of the buckets are used.
/// </summary>
internal sealed class IdentityMap
{
    private const int FirstCapacity = 1024;

    private Entry[] _entries = new Entry[FirstCapacity];
    private int _used;

    /// <summary>Entries, those of collected objects included.</summary>
    public int UsedEntries => _used;

    /// <summary>The object with an id; false when it is not in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ulong objectId, [NotNullWhen(true)] out HeapObject? body)
    {
        Entry[] table = _entries;
        int mask = table.Length - 1;
        for (int bucket = FirstBucket(objectId) & mask; ; bucket = (bucket + 1) & mask)
        {
            ref Entry entry = ref table[bucket];
            if (entry.ObjectId == objectId)
            {
                body = Unsafe.As<HeapObject?>(entry.Handle.Target);
                return body is not null;
            }

            if (entry.ObjectId == 0)
            {
                body = null;
                return false;
            }
        }
    }

    /// <summary>Makes room for so many more entries, so that <see cref="Add"/> takes no memory for them.</summary>
    public void Reserve(int more)
    {
        if ((_used + more) * 2L > _entries.Length)
        {
            Rebuild(more);
        }
    }

    /// <summary>Enters an object under its id; an object that had the id before must be gone.</summary>
    public void Add(HeapObject body)
    {
        if (_used * 2 >= _entries.Length)
        {
            Rebuild(1);
        }

        ref Entry entry = ref Bucket(_entries, body.Id);
        if (entry.ObjectId == 0)
        {
            _used++;
            entry.ObjectId = body.Id;
            entry.Handle = GCHandle.Alloc(body, GCHandleType.Weak);
        }
        else
        {
            entry.Handle.Target = body;
        }
    }

    /// <summary>Forgets an object that turned out unreadable; its entry stays, empty.</summary>
    public void Remove(ulong objectId)
    {
        ref Entry entry = ref Bucket(_entries, objectId);
        if (entry.ObjectId != 0)
        {
            entry.Handle.Target = null;
        }
    }

    /// <summary>All objects in memory, as they are now.</summary>
    public List<HeapObject> Loaded()
    {
        List<HeapObject> loaded = new(_used);
        foreach (ref Entry entry in _entries.AsSpan())
        {
            if (entry.ObjectId != 0 && entry.Handle.Target is HeapObject body)
            {
                loaded.Add(body);
            }
        }

        return loaded;
    }

    /// <summary>Unfaults all objects in memory. Makes no list of them: it would keep them.</summary>
    public void Unfault()
    {
        foreach (ref Entry entry in _entries.AsSpan())
        {
            if (entry.ObjectId != 0 && entry.Handle.Target is HeapObject body)
            {
                body.Unfault();
            }
        }
    }

    /// <summary>Drops the entries of objects that were collected.</summary>
    public void DropCollected() => Rebuild(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstBucket(ulong objectId) =>
        (int)(((objectId >> 3) * 0x9E3779B97F4A7C15) >> 35 << 3 | (objectId & 7));

    private static ref Entry Bucket(Entry[] table, ulong objectId)
    {
        int mask = table.Length - 1;
        int bucket = FirstBucket(objectId) & mask;
        while (table[bucket].ObjectId != 0 && table[bucket].ObjectId != objectId)
        {
            bucket = (bucket + 1) & mask;
        }

        return ref table[bucket];
    }

    /// <summary>Drops the entries of collected objects; with so many more the new table is at most one quarter full.</summary>
    private void Rebuild(int more)
    {
        int live = 0;
        foreach (ref Entry entry in _entries.AsSpan())
        {
            if (entry.ObjectId != 0 && entry.Handle.Target is null)
            {
                entry.Handle.Free();
                entry.ObjectId = 0;
            }
            else if (entry.ObjectId != 0)
            {
                live++;
            }
        }

        int capacity = FirstCapacity;
        while ((live + more) * 4L > capacity)
        {
            capacity *= 2;
        }

        Entry[] table = new Entry[capacity];
        foreach (ref Entry entry in _entries.AsSpan())
        {
            if (entry.ObjectId != 0)
            {
                Bucket(table, entry.ObjectId) = entry;
            }
        }

        _entries = table;
        _used = live;
    }

    private struct Entry
    {
        public ulong ObjectId;
        public GCHandle Handle;
    }
}
