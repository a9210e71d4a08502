using System.Runtime.InteropServices;

namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>The C library's functions under a terminal; constants and layouts are Linux's for x64 and arm64.</summary>
internal static unsafe partial class TerminalCalls
{
    internal const int Input = 0, Output = 1;
    internal const short PollIn = 1, PollOut = 4;
    internal const int Interrupted = 4, Again = 11;
    internal const int AfterOutput = 1;
    internal const uint BreakSignals = 0x2, CarriageReturnToNewline = 0x100, NewlineToCarriageReturn = 0x40, FlowControl = 0x400, StripHighBit = 0x20;
    internal const uint Signals = 0x1, LineWise = 0x2, Echo = 0x8, Extended = 0x8000;
    internal const int MinimumBytes = 6, MinimumTime = 5;
    internal const int StopSignal = 20;
    internal const nuint GetWindowSize = 0x5413;
    internal const int CloseOnExec = 0x80000, NonBlock = 0x800;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "isatty")]
    internal static partial int IsTerminal(int descriptor);

    [LibraryImport(Library, EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetAttributes(int descriptor, TerminalAttributes* attributes);

    [LibraryImport(Library, EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetAttributes(int descriptor, int when, TerminalAttributes* attributes);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, ushort* size);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollRequest* requests, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe(int* descriptors, int flags);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);
}
