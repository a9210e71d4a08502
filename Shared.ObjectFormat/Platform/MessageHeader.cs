using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>sendmsg(2)'s msghdr on 64-bit Linux, 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public nuint NameLength;
    public BufferVector* Vectors;
    public nuint VectorCount;
    public void* Control;
    public nuint ControlLength;
    public nint Flags;
}
