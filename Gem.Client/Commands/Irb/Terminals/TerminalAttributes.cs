using System.Runtime.InteropServices;

namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>
/// struct termios, 60 bytes:
/// <code>
/// 0        4         8         12       16    17                49     52      56
/// | input | output | control | local | line | 32 characters | (pad) | speed in | speed out |
/// </code>
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TerminalAttributes
{
    internal uint InputFlags;
    internal uint OutputFlags;
    internal uint ControlFlags;
    internal uint LocalFlags;
    internal byte LineDiscipline;
    internal fixed byte Characters[32];
    internal uint InputSpeed;
    internal uint OutputSpeed;
}
