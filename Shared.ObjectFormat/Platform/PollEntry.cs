using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>poll(2)'s entry.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Events;
    public short Returned;
}
