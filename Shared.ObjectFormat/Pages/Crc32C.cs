using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>CRC-32C (Castagnoli; RFC 3720 appendix B.4), the only checksum on disk, by the processor's own instruction.</summary>
public static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Finish(Append(Start, bytes));

    /// <summary>The state before the first byte, for checksums over several pieces.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>The state after some more bytes.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int at = 0;
        for (; at + 8 <= bytes.Length; at += 8)
        {
            state = BitOperations.Crc32C(state, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)));
        }
        for (; at < bytes.Length; at++)
        {
            state = BitOperations.Crc32C(state, Unsafe.Add(ref first, at));
        }
        return state;
    }

    /// <summary>The checksum that a state stands for.</summary>
    public static uint Finish(uint state) => ~state;

    /// <summary>
    /// The checksum of a block that carries its own checksum in the four bytes at <paramref name="fieldOffset"/>, which
    /// count as zero.
    /// </summary>
    public static uint ComputeWithoutField(ReadOnlySpan<byte> bytes, int fieldOffset)
    {
        uint state = Append(Start, bytes[..fieldOffset]);
        state = BitOperations.Crc32C(state, 0u);
        return Finish(Append(state, bytes[(fieldOffset + 4)..]));
    }
}
