using System.Buffers.Binary;

namespace Kernel.Smalltalk.Primitives;

/// <summary>
/// Hash values that are the same in every session of a repository: our own functions over the repository's seed, 40 bits, so that
/// the kernel's arithmetic on them stays within 64.
/// </summary>
internal static class Hashes
{
    private const long Mask = 0xFF_FFFF_FFFF;

    /// <summary>Hash of 64 bits.</summary>
    public static long Of(long bits, ulong seed)
    {
        ulong x = (ulong)bits + seed;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (long)(x ^ (x >> 31)) & Mask;
    }

    /// <summary>Hash of bytes.</summary>
    public static long Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        ulong hash = seed ^ (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 0x9FB21C651E98DF25;
            hash ^= hash >> 32;
        }

        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 0x100000001B3;
        }

        return Of((long)hash, seed);
    }
}
