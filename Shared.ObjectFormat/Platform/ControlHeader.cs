using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>cmsghdr on 64-bit Linux, 16 bytes; its payload follows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ControlHeader
{
    public nuint Length;
    public int Level;
    public int Type;
}
