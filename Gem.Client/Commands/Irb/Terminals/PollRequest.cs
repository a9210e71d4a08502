using System.Runtime.InteropServices;

namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollRequest
{
    internal int Descriptor;
    internal short Events;
    internal short Returned;
}
