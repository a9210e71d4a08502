using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Object id to the one object in memory that has it, by weak handles: open addressing, linear probing. Ids that differ in
/// the lowest three bits lie together (they were made together); such groups are scattered, because ids come in dense
/// ranges that would pile up. An entry whose object is gone stays until the table is built anew. Invariant: at most half
/// of the buckets are used. The table is no .NET array: one of some megabytes would set off full collections by growing, each
/// of which costs what is in memory. Handles of collected objects serve again, since making and freeing one costs more than
/// loading an object.
/// </summary>
internal sealed unsafe class IdentityMap
{
    private const int FirstCapacity = 1024;

    /// <summary>Odd, so that all places of a group of ids are looked at.</summary>
    private const int SampleStride = 31;

    private Entry* _entries = NewTable(FirstCapacity);
    private int _mask = FirstCapacity - 1;
    private int _used;
    private GCHandle* _spare;
    private int _spareCount;

    /// <summary>Gives the handles and the table of a VM that is gone back.</summary>
    ~IdentityMap()
    {
        foreach (ref Entry entry in Table)
        {
            if (entry.ObjectId != 0)
            {
                entry.Handle.Free();
            }
        }

        for (int i = 0; i < _spareCount; i++)
        {
            _spare[i].Free();
        }

        NativeMemory.Free(_entries);
        NativeMemory.Free(_spare);
    }

    /// <summary>Entries, those of collected objects included.</summary>
    public int UsedEntries => _used;

    private Span<Entry> Table => new(_entries, _mask + 1);

    /// <summary>The object with an id; false when it is not in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ulong objectId, [NotNullWhen(true)] out HeapObject? body)
    {
        Entry* entry = Bucket(_entries, _mask, objectId);
        body = entry->ObjectId == 0 ? null : Unsafe.As<HeapObject?>(entry->Handle.Target);
        return body is not null;
    }

    /// <summary>Makes room for so many more entries, so that <see cref="Add"/> takes no memory for them.</summary>
    public void Reserve(int more)
    {
        if ((_used + more) * 2L > _mask)
        {
            Rebuild(more, isGrowing: true);
        }
    }

    /// <summary>Enters an object under its id; an object that had the id before must be gone.</summary>
    public void Add(HeapObject body)
    {
        if (_used * 2L >= _mask)
        {
            Rebuild(1, isGrowing: true);
        }

        Entry* entry = Bucket(_entries, _mask, body.Id);
        if (entry->ObjectId == 0)
        {
            entry->Handle = NewHandle(body);
            entry->ObjectId = body.Id;
            _used++;
        }
        else
        {
            entry->Handle.Target = body;
        }
    }

    /// <summary>Forgets an object that turned out unreadable; its entry stays, empty.</summary>
    public void Remove(ulong objectId)
    {
        Entry* entry = Bucket(_entries, _mask, objectId);
        if (entry->ObjectId != 0)
        {
            entry->Handle.Target = null;
        }
    }

    /// <summary>All objects in memory, as they are now.</summary>
    public List<HeapObject> Loaded()
    {
        List<HeapObject> loaded = new(_used);
        foreach (ref Entry entry in Table)
        {
            if (entry.ObjectId != 0 && entry.Handle.Target is HeapObject body)
            {
                loaded.Add(body);
            }
        }

        return loaded;
    }

    /// <summary>Adds the ids of all objects in memory but symbols, which are for ever.</summary>
    public void AddIds(List<ulong> ids)
    {
        foreach (ref Entry entry in Table)
        {
            if (entry.ObjectId != 0 && entry.Handle.Target is { } body and not SymbolObject)
            {
                ids.Add(entry.ObjectId);
            }
        }
    }

    /// <summary>Unfaults all objects in memory. Makes no list of them: it would keep them.</summary>
    public void Unfault()
    {
        foreach (ref Entry entry in Table)
        {
            if (entry.ObjectId != 0 && entry.Handle.Target is HeapObject body)
            {
                body.Unfault();
            }
        }
    }

    /// <summary>Drops the entries of objects that were collected.</summary>
    public void DropCollected() => Rebuild(0, isGrowing: false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstBucket(ulong objectId) =>
        (int)(((objectId >> 3) * 0x9E3779B97F4A7C15) >> 35 << 3 | (objectId & 7));

    /// <summary>The bucket of an id, or the one that it would take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Entry* Bucket(Entry* table, int mask, ulong objectId)
    {
        int bucket = FirstBucket(objectId) & mask;
        while (table[bucket].ObjectId != objectId && table[bucket].ObjectId != 0)
        {
            bucket = (bucket + 1) & mask;
        }

        return table + bucket;
    }

    private GCHandle NewHandle(HeapObject body)
    {
        if (_spareCount == 0)
        {
            return GCHandle.Alloc(body, GCHandleType.Weak);
        }

        GCHandle handle = _spare[--_spareCount];
        handle.Target = body;
        return handle;
    }

    /// <summary>Cleared by writing: of zero pages that are read first the kernel makes others at the first write, each at twice the cost.</summary>
    private static Entry* NewTable(int capacity)
    {
        Entry* table = (Entry*)NativeMemory.Alloc((nuint)capacity, (nuint)sizeof(Entry));
        NativeMemory.Clear(table, (nuint)capacity * (nuint)sizeof(Entry));
        return table;
    }

    /// <summary>
    /// Makes a table that is at most one quarter full with so many more. Drops the entries of collected objects where that may
    /// be worth it: asking each handle for its object costs more than all the rest.
    /// </summary>
    private void Rebuild(int more, bool isGrowing)
    {
        bool keepsAll = isGrowing && CountLive(SampleStride) * SampleStride >= _used - (_used / 8);
        int live = keepsAll ? _used : CountLive(1);
        int capacity = FirstCapacity;
        while ((live + more) * 4L > capacity)
        {
            capacity *= 2;
        }

        _spare = (GCHandle*)NativeMemory.Realloc(_spare, (nuint)(_spareCount + _used) * (nuint)sizeof(GCHandle));
        Entry* table = NewTable(capacity);
        int used = 0;
        foreach (ref Entry entry in Table)
        {
            if (entry.ObjectId == 0)
            {
                continue;
            }

            if (!keepsAll && entry.Handle.Target is null)
            {
                _spare[_spareCount++] = entry.Handle;
            }
            else
            {
                *Bucket(table, capacity - 1, entry.ObjectId) = entry;
                used++;
            }
        }

        NativeMemory.Free(_entries);
        _entries = table;
        _mask = capacity - 1;
        _used = used;
    }

    /// <summary>How many of the objects in every so many buckets are in memory still.</summary>
    private int CountLive(int stride)
    {
        int live = 0;
        for (int bucket = 0; bucket <= _mask; bucket += stride)
        {
            live += _entries[bucket].ObjectId != 0 && _entries[bucket].Handle.Target is not null ? 1 : 0;
        }

        return live;
    }

    private struct Entry
    {
        public ulong ObjectId;
        public GCHandle Handle;
    }
}
