using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Objects;

namespace Stone.Server.Collection;

/// <summary>
/// A set of object ids with a bit for each, outside of the managed heap. Ids are dense, so it costs a few bits for an object; chunks take
/// memory only where somebody writes. One thread adds, or several by <see cref="AddShared"/>; a chunk is there for ever once it was made.
/// </summary>
internal sealed unsafe class ObjectIdBitmap : IDisposable
{
    /// <summary>Ids of a word.</summary>
    public const int IdsPerWord = ObjectIdRuns.IdsPerWord;

    private const int ChunkShift = 23;
    private const int ChunkBytes = 1 << (ChunkShift - 3);
    private const ulong WordsPerChunk = ChunkBytes / sizeof(ulong);

    private nint[] _chunks;

    /// <summary>An empty set. Ids below <paramref name="idLimit"/> can be added by several threads.</summary>
    public ObjectIdBitmap(ulong idLimit = 0)
    {
        _chunks = new nint[Math.Max(1, ((idLimit + ((1UL << ChunkShift) - 1)) >> ChunkShift))];
    }

    /// <summary>Gives the memory of a set that nobody disposed of back.</summary>
    ~ObjectIdBitmap() => Free();

    /// <summary>Words with a lower number may hold ids.</summary>
    public ulong WordLimit => (ulong)_chunks.Length * WordsPerChunk;

    /// <summary>How many ids there are, by counting.</summary>
    public long Count()
    {
        long count = 0;
        ForEachWord((_, word) => count += BitOperations.PopCount(word));
        return count;
    }

    /// <summary>Adds an id.</summary>
    public void Add(ulong objectId) => *WordToWrite(objectId / IdsPerWord) |= Bit(objectId);

    /// <summary>Adds the ids of a word.</summary>
    public void AddWord(ulong number, ulong word)
    {
        if (word != 0)
        {
            *WordToWrite(number) |= word;
        }
    }

    /// <summary>Adds an id below the limit of the constructor, beside other threads that do the same; false when it was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AddShared(ulong objectId)
    {
        ulong* word = SharedWord(objectId / IdsPerWord);
        ulong bit = Bit(objectId);
        return (*word & bit) == 0 && (Interlocked.Or(ref *word, bit) & bit) == 0;
    }

    /// <summary>Adds the ids of a word below the limit of the constructor, beside other threads that do the same.</summary>
    public void AddWordShared(ulong number, ulong word)
    {
        if (word != 0)
        {
            Interlocked.Or(ref *SharedWord(number), word);
        }
    }

    /// <summary>Takes an id out.</summary>
    public void Remove(ulong objectId)
    {
        ulong* word = WordAt(objectId / IdsPerWord);
        if (word != null)
        {
            *word &= ~Bit(objectId);
        }
    }

    /// <summary>Takes the ids of a word out.</summary>
    public void RemoveWord(ulong number, ulong word)
    {
        ulong* at = WordAt(number);
        if (at != null)
        {
            *at &= ~word;
        }
    }

    /// <summary>Whether an id is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(ulong objectId)
    {
        ulong* word = WordAt(objectId / IdsPerWord);
        return word != null && (*word & Bit(objectId)) != 0;
    }

    /// <summary>The ids of a word, a bit each.</summary>
    public ulong Word(ulong number)
    {
        ulong* word = WordAt(number);
        return word == null ? 0 : *word;
    }

    /// <summary>Number and bits of the first word from <paramref name="number"/> on that is not empty; false when there is none.</summary>
    public bool TryFindWord(ref ulong number, out ulong word)
    {
        while (number < WordLimit)
        {
            ulong* chunk = (ulong*)_chunks[number / WordsPerChunk];
            ulong index = number % WordsPerChunk;
            if (chunk != null)
            {
                for (; index < WordsPerChunk; index++, number++)
                {
                    if (chunk[index] != 0)
                    {
                        word = chunk[index];
                        return true;
                    }
                }
            }
            else
            {
                number += WordsPerChunk - index;
            }
        }
        word = 0;
        return false;
    }

    /// <summary>Calls back with number and bits of each word that is not empty, in ascending order.</summary>
    public void ForEachWord(Action<ulong, ulong> visit)
    {
        for (ulong number = 0; TryFindWord(ref number, out ulong word); number++)
        {
            visit(number, word);
        }
    }

    /// <summary>Calls back with each id, in ascending order.</summary>
    public void ForEach(Action<ulong> visit) => ForEachWord((number, word) =>
    {
        for (ulong left = word; left != 0; left &= left - 1)
        {
            visit((number * IdsPerWord) + (ulong)BitOperations.TrailingZeroCount(left));
        }
    });

    /// <summary>Adds all ids of another set.</summary>
    public void UnionWith(ObjectIdBitmap other) => other.ForEachWord(AddWord);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static ulong Bit(ulong objectId) => 1UL << (int)(objectId % IdsPerWord);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* WordAt(ulong number)
    {
        ulong chunk = number / WordsPerChunk;
        ulong* words = chunk < (ulong)_chunks.Length ? (ulong*)_chunks[chunk] : null;
        return words == null ? null : words + (number % WordsPerChunk);
    }

    private ulong* WordToWrite(ulong number)
    {
        ulong chunk = number / WordsPerChunk;
        if (chunk >= (ulong)_chunks.Length)
        {
            Array.Resize(ref _chunks, (int)Math.Max(chunk + 1, (ulong)_chunks.Length * 2));
        }
        if (_chunks[chunk] == 0)
        {
            _chunks[chunk] = NewChunk();
        }
        return (ulong*)_chunks[chunk] + (number % WordsPerChunk);
    }

    private ulong* SharedWord(ulong number)
    {
        ref nint chunk = ref _chunks[number / WordsPerChunk];
        if (Volatile.Read(ref chunk) == 0)
        {
            nint made = NewChunk();
            if (Interlocked.CompareExchange(ref chunk, made, 0) != 0)
            {
                NativeMemory.Free((void*)made);
            }
        }
        return (ulong*)chunk + (number % WordsPerChunk);
    }

    private static nint NewChunk() => (nint)NativeMemory.AllocZeroed(ChunkBytes);

    private void Free()
    {
        foreach (ref nint chunk in _chunks.AsSpan())
        {
            NativeMemory.Free((void*)chunk);
            chunk = 0;
        }
    }
}
