using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;

namespace CrashSimulation;

/// <summary>A range of addresses in which simulated extents have their memory, as far from each other as mapped ones.</summary>
public sealed unsafe class SimulatedAddresses : IDisposable
{
    private const int ReadWrite = 3, PrivateAnonymous = 0x22, Fixed = 0x10, NoReserve = 0x4000;

    private readonly nuint _lengthBytes;
    private readonly byte* _first;

    /// <summary>Takes the addresses, without memory.</summary>
    public SimulatedAddresses(int extents)
    {
        _lengthBytes = (nuint)(extents * Frame.ExtentSpanBytes);
        _first = Map(null, _lengthBytes, 0, PrivateAnonymous | NoReserve, -1, 0);
    }

    /// <summary>Fresh memory of zeros at the place of an extent.</summary>
    public byte* Take(int extent, long lengthBytes) =>
        Map(_first + (extent * Frame.ExtentSpanBytes), (nuint)lengthBytes, ReadWrite, PrivateAnonymous | NoReserve | Fixed, -1, 0);

    /// <inheritdoc/>
    public void Dispose() => Unmap(_first, _lengthBytes);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern byte* Map(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(void* address, nuint length);
}
