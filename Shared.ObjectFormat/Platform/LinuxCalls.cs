using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>The C library's functions that <see cref="LinuxPlatform"/> uses; constants are Linux's for x64 and arm64.</summary>
internal static unsafe partial class LinuxCalls
{
    internal const int WriteOnly = 1, ReadWrite = 2, DataSync = 0x1000, CloseOnExec = 0x80000;
    internal const int ProtectRead = 1, ProtectWrite = 2, ProtectNone = 0;
    internal const int AdviceRandom = 1, AdviceWillNeed = 3;
    internal const int MapShared = 1, MapPrivate = 2, MapFixed = 0x10, MapAnonymous = 0x20, MapNoReserve = 0x4000;
    internal const uint MemfdCloseOnExec = 1, MemfdAllowSealing = 2;
    internal const int AddSeals = 1033, SealSeal = 1, SealShrink = 2, SealGrow = 4, SealFutureWrite = 16;
    internal const int UnixFamily = 1, Stream = 1, SocketCloseOnExec = 0x80000;
    internal const int SocketLevel = 1, RightsMessage = 1, PeerCredentials = 17;
    internal const int NoSignal = 0x4000, ReceiveCloseOnExec = 0x40000000;
    internal const int FutexWaitOperation = 0, FutexWakeOperation = 1;
    internal const short PollIn = 1;
    internal const int ErrorInterrupted = 4, ErrorAgain = 11, ErrorNoSpace = 28;
    internal const int SignalKill = 9, SignalFileSize = 25;
    internal const nint SignalIgnored = 1;
    internal const nint PidfdOpen = 434, CloseRange = 436, CloseRangeOnExec = 4;

    private const string Library = "libc";

    /// <summary>O_DIRECT differs by processor.</summary>
    internal static readonly int Direct = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x10000 : 0x4000;

    /// <summary>The system call number of futex differs by processor.</summary>
    internal static readonly nint Futex = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int open(string path, int flags, int mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int close(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fdatasync(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fsync(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int sync_file_range(int descriptor, long offset, long length, uint flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ftruncate(int descriptor, long length);

    [LibraryImport(Library)]
    internal static partial int posix_fallocate(int descriptor, long offset, long length);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* mmap(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int madvise(byte* address, nuint length, int advice);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int munmap(byte* address, nuint length);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int memfd_create(string name, uint flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fcntl(int descriptor, int command, nint argument);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    /// <summary>Nobody asks why a sleep ended or how many were woken, so the error number is not fetched.</summary>
    [LibraryImport(Library, EntryPoint = "syscall")]
    internal static partial nint futex(nint number, int* word, nint operation, nint value, long* time);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint pwrite(int descriptor, byte* bytes, nuint length, long offset);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int socket(int family, int type, int protocol);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int bind(int descriptor, byte* address, uint length);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int listen(int descriptor, int backlog);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int accept4(int descriptor, byte* address, uint* length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int connect(int descriptor, byte* address, uint length);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint sendmsg(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint recvmsg(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint recv(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getsockopt(int descriptor, int level, int option, void* value, uint* length);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int shutdown(int descriptor, int how);

    [LibraryImport(Library)]
    internal static partial nint signal(int signal, nint handler);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int kill(int processId, int signal);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int setsid();
}
