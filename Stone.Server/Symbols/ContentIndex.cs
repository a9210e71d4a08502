using System.Buffers.Binary;

namespace Stone.Server.Symbols;

/// <summary>
/// Finds interned objects by content: a hash table of object ids. The contents themselves stay in the extent, where a
/// callback compares them.
/// </summary>
internal sealed class ContentIndex(ulong seed)
{
    private ulong[] _slots = new ulong[1024];

    public int Count { get; private set; }

    /// <summary>Tells whether the object with this id has the wanted content.</summary>
    public delegate bool SameContent(ulong objectId, ReadOnlySpan<byte> content);

    /// <summary>The hash of some content; our own, so it is the same on every machine.</summary>
    public ulong Hash(ReadOnlySpan<byte> content)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        ulong hash = seed ^ ((ulong)content.Length * Multiplier);
        for (; content.Length >= 8; content = content[8..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(content)) * Multiplier;
            hash ^= hash >> 32;
        }
        foreach (byte value in content)
        {
            hash = (hash ^ value) * Multiplier;
        }
        return hash ^ (hash >> 29);
    }

    /// <summary>The id of the object with this content, 0 when there is none.</summary>
    public ulong Find(ReadOnlySpan<byte> content, SameContent isSame)
    {
        int mask = _slots.Length - 1;
        for (int slot = (int)Hash(content) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (isSame(_slots[slot], content))
            {
                return _slots[slot];
            }
        }
        return 0;
    }

    /// <summary>Adds an object that is not there yet; <paramref name="contentOf"/> is asked for the others when the table grows.</summary>
    public void Add(ulong objectId, ReadOnlySpan<byte> content, Func<ulong, byte[]> contentOf)
    {
        if (Count * 2 >= _slots.Length)
        {
            ulong[] old = _slots;
            _slots = new ulong[old.Length * 2];
            foreach (ulong id in old)
            {
                if (id != 0)
                {
                    Insert(id, contentOf(id));
                }
            }
        }
        Insert(objectId, content);
        Count++;
    }

    private void Insert(ulong objectId, ReadOnlySpan<byte> content)
    {
        int mask = _slots.Length - 1;
        int slot = (int)Hash(content) & mask;
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }
        _slots[slot] = objectId;
    }
}
