using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Objects;

/// <summary>
/// Sets of object ids as bytes, in the repository's dead set and in the log: runs of words, each with a bit for 64 ids.
/// <code>
///  0                    5        8
/// ┌────────────────────┬────────┬──────────┬─────┬──────────────┐
/// │ number of the first│ count n│ word     │ ... │ word         │  and the next run behind it, in ascending order
/// │ word (40 bits)     │(24 bits)│ (64 ids) │     │              │
/// └────────────────────┴────────┴──────────┴─────┴──────────────┘
/// </code>
/// Little-endian. Word w has the ids 64 w to 64 w + 63. A head of 0 ends the set: bytes behind it are padding.
/// </summary>
public static class ObjectIdRuns
{
    /// <summary>Ids of a word.</summary>
    public const int IdsPerWord = 64;

    /// <summary>Bytes of a run's head.</summary>
    public const int HeadBytes = 8;

    private const int NumberBits = 40;

    /// <summary>The most words of a run.</summary>
    private const int LongestRun = (1 << (64 - NumberBits)) - 1;

    /// <summary>Appends words in ascending order to a set; the place of the last run's head is kept in <paramref name="head"/>, -1 before the first.</summary>
    public static void Append(List<byte> set, ref int head, ulong number, ulong word)
    {
        Span<byte> eight = stackalloc byte[HeadBytes];
        if (head < 0 || !TryLengthen(set, head, number))
        {
            head = set.Count;
            BinaryPrimitives.WriteUInt64LittleEndian(eight, number | (1UL << NumberBits));
            set.AddRange(eight);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(eight, word);
        set.AddRange(eight);
    }

    /// <summary>Calls back with number and bits of each word. Throws <see cref="InvalidDataException"/> for what is no such set.</summary>
    public static void Visit(ReadOnlySpan<byte> set, Action<ulong, ulong> visit)
    {
        while (set.Length >= HeadBytes && BinaryPrimitives.ReadUInt64LittleEndian(set) is var head and not 0)
        {
            ulong number = head & ((1UL << NumberBits) - 1);
            int count = (int)(head >> NumberBits);
            if (count == 0 || (long)count * sizeof(ulong) > set.Length - HeadBytes)
            {
                throw new InvalidDataException($"a set of object ids has a run of {count} words in {set.Length} bytes");
            }
            for (int i = 0; i < count; i++)
            {
                visit(number + (ulong)i, BinaryPrimitives.ReadUInt64LittleEndian(set[(HeadBytes + (i * sizeof(ulong)))..]));
            }
            set = set[(HeadBytes + (count * sizeof(ulong)))..];
        }
    }

    /// <summary>Calls back with each id, in ascending order. Throws <see cref="InvalidDataException"/> for what is no such set.</summary>
    public static void Visit(ReadOnlySpan<byte> set, Action<ulong> visit) => Visit(set, (number, word) =>
    {
        for (ulong left = word; left != 0; left &= left - 1)
        {
            visit((number * IdsPerWord) + (ulong)BitOperations.TrailingZeroCount(left));
        }
    });

    private static bool TryLengthen(List<byte> set, int head, ulong number)
    {
        Span<byte> bytes = CollectionsMarshal.AsSpan(set)[head..];
        ulong run = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong count = run >> NumberBits;
        if ((run & ((1UL << NumberBits) - 1)) + count != number || count == LongestRun)
        {
            return false;
        }
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, run + (1UL << NumberBits));
        return true;
    }
}
