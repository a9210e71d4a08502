using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>iovec: one buffer of a scattered read or write.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BufferVector
{
    public void* Base;
    public nuint Length;
}
