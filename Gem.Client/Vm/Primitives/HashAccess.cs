using System.Runtime.CompilerServices;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Primitives;

/// <summary>
/// Lookups and changes of <see cref="HashObject"/> with the languages' notion of equality: integers, floats, symbols and
/// strings are compared here, anything else is sent <c>hash</c> and <c>eql?</c>.
/// </summary>
public static class HashAccess
{
    /// <summary>A plain Hash with the same entries, without defaults.</summary>
    public static HashObject Copy(VirtualMachine vm, HashObject source)
    {
        HashObject copy = vm.NewHash();
        copy.ComparesByIdentity = source.ComparesByIdentity;
        CopyEntries(vm, source, copy);
        return copy;
    }

    /// <summary>Replaces the entries of a hash by those of another.</summary>
    public static void CopyEntries(VirtualMachine vm, HashObject source, HashObject target)
    {
        target.Entries = source.Entries.AsSpan(0, source.Used).ToArray();
        target.Used = source.Used;
        target.Count = source.Count;
        target.Rebuild();
        vm.Memory.Copied(source, target);
    }

    /// <summary>Value of a key; false when it is not there.</summary>
    public static bool TryGet(VmThread thread, HashObject hash, Value key, out Value value)
    {
        if (hash.Count > 0)
        {
            int index = Find(thread, hash, key, HashOf(thread, hash, key));
            if (index >= 0)
            {
                value = thread.Vm.Load(ref hash.Entry(index).Value);
                return true;
            }
        }

        value = Value.Undefined;
        return false;
    }

    /// <summary>Sets a key. A string key that is not frozen is copied and frozen, as in MRI.</summary>
    public static void Set(VmThread thread, HashObject hash, Value key, Value value)
    {
        VirtualMachine vm = thread.Vm;
        vm.WillWrite(hash);
        long code = HashOf(thread, hash, key);
        int index = Find(thread, hash, key, code);
        if (index >= 0)
        {
            hash.EntryToWrite(index).Value = value;
            return;
        }

        if (hash.Iterating > 0)
        {
            throw thread.Error(vm.Classes.RuntimeError, "can't add a new key into hash during iteration");
        }

        if (key.Ref is StringObject { IsFrozen: false } text && !hash.ComparesByIdentity)
        {
            StringObject copy = vm.NewString(vm.Fresh(text).Span, text.Encoding);
            copy.Header |= HeaderFlags.Frozen;
            key = copy;
        }

        hash.Add(new HashEntry { Key = key, Value = value, Hash = code });
    }

    /// <summary>Takes a key away; answers its value, Undefined when it was not there.</summary>
    public static Value Remove(VmThread thread, HashObject hash, Value key)
    {
        thread.Vm.WillWrite(hash);
        int index = hash.Count == 0 ? -1 : Find(thread, hash, key, HashOf(thread, hash, key));
        if (index < 0)
        {
            return Value.Undefined;
        }

        Value value = thread.Vm.Load(ref hash.Entry(index).Value);
        RemoveAt(hash, index);
        return value;
    }

    /// <summary>Takes an entry away by its position; the caller has passed the write barrier.</summary>
    public static void RemoveAt(HashObject hash, int index)
    {
        ref HashEntry entry = ref hash.EntryToWrite(index);
        entry.Key = Value.Undefined;
        entry.Value = Value.Nil;
        hash.Count--;
        if (hash.Count == 0 && hash.Iterating == 0)
        {
            hash.Used = 0;
            hash.Buckets = null;
        }
    }

    /// <summary>Position of a key's entry, or -1.</summary>
    public static int Find(VmThread thread, HashObject hash, Value key, long code)
    {
        if (hash.Buckets is null)
        {
            if (hash.IsInChunks)
            {
                return FindInChunks(thread, hash, key, code);
            }

            for (int i = 0; i < hash.Used; i++)
            {
                if (hash.Entry(i).Hash == code && Matches(thread, hash, i, key))
                {
                    return i;
                }
            }

            return -1;
        }

        int mask = hash.Buckets.Length - 1;
        for (int bucket = (int)code & mask; hash.Buckets is { } buckets && buckets[bucket & mask] != 0; bucket++)
        {
            int index = buckets[bucket & mask] - 1;
            if (hash.Entry(index).Hash == code && Matches(thread, hash, index, key))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Hash value of a key, as this hash compares keys.</summary>
    public static long HashOf(VmThread thread, HashObject hash, Value key) =>
        hash.ComparesByIdentity ? IdentityHash(thread, key) : HashOf(thread, key);

    /// <summary>Hash value of a value: the same in every VM of the repository.</summary>
    public static long HashOf(VmThread thread, Value key)
    {
        ulong seed = thread.Vm.HashSeed;
        switch (key.Ref)
        {
            case null:
                return Mix((ulong)key.Bits ^ seed);
            case SymbolObject symbol:
                return HashBytes(symbol.Bytes, seed ^ 0x51);
            case StringObject text:
                return HashBytes(thread.Vm.Fresh(text).Span, seed ^ 0x52);
            case ImmediateTag tag when tag == Tags.Float:
                return Mix((key.Float == 0 ? 0UL : (ulong)key.Bits) ^ seed ^ 0x53);
            case ImmediateTag tag:
                return Mix((ulong)tag.ShapeId ^ ((ulong)key.Bits << 8) ^ seed ^ 0x54);
            default:
                Value answer = thread.Send(key, thread.Vm.Selectors.Hash);
                return answer.IsFixnum ? answer.Bits
                    : answer.Ref is BigIntegerObject big ? (long)(ulong)(big.Value & ulong.MaxValue)
                    : throw thread.Error(thread.Vm.Classes.TypeError, "hash is not an Integer");
        }
    }

    /// <summary>Hash value by identity: from the object id, so that it survives a commit.</summary>
    public static long IdentityHash(VmThread thread, Value key) =>
        key.IsImmediate ? Mix((ulong)key.Bits ^ (ulong)(key.ShapeId << 1) ^ thread.Vm.HashSeed)
            : Mix(thread.Vm.Memory.IdOf(key.Ref!) ^ thread.Vm.HashSeed ^ 0x55);

    /// <summary>Hash value of bytes with a seed (xxHash-style mixing, 8 bytes at a time).</summary>
    public static long HashBytes(ReadOnlySpan<byte> bytes, ulong seed)
    {
        ulong state = seed + (ulong)bytes.Length * 0x9E3779B185EBCA87;
        while (bytes.Length >= 8)
        {
            state = (ulong)Mix(state ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        ulong tail = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            tail |= (ulong)bytes[i] << (8 * i);
        }

        return Mix(state ^ tail);
    }

    /// <summary>Spreads the bits of a word (the finaliser of MurmurHash3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Mix(ulong word)
    {
        word = (word ^ (word >> 33)) * 0xFF51AFD7ED558CCD;
        word = (word ^ (word >> 33)) * 0xC4CEB9FE1A85EC53;
        return (long)((word ^ (word >> 33)) >> 2);
    }

    /// <summary>Ruby's eql?: same class and value.</summary>
    public static bool AreEql(VmThread thread, Value left, Value right)
    {
        if (Value.Same(left, right))
        {
            return true;
        }

        switch (left.Ref)
        {
            case null or SymbolObject:
                return false;
            case ImmediateTag:
                return left.IsFloat && right.IsFloat && left.Float == right.Float;
            case StringObject text:
                return right.Ref is StringObject other && thread.Vm.Fresh(text).Span.SequenceEqual(thread.Vm.Fresh(other).Span)
                    && EncodingCompatibility.AreComparable(text, other);
            case BigIntegerObject big:
                return right.Ref is BigIntegerObject otherBig && big.Value == otherBig.Value;
            default:
                return !right.IsImmediate && thread.Send(left, thread.Vm.Selectors.Eql, right).IsTruthy;
        }
    }

    private static int FindInChunks(VmThread thread, HashObject hash, Value key, long code)
    {
        foreach (ulong place in hash.PlacesFor(code))
        {
            int index = HashChunks.PositionOf(place, code);
            if (index >= 0 && index < hash.Used && hash.Entry(index).Hash == code && Matches(thread, hash, index, key))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool Matches(VmThread thread, HashObject hash, int index, Value key)
    {
        if (hash.Entry(index).Key.IsUndefined)
        {
            return false;
        }

        Value candidate = thread.Vm.Load(ref hash.Entry(index).Key);
        return hash.ComparesByIdentity ? Value.Same(candidate, key) : AreEql(thread, candidate, key);
    }
}
