using Microsoft.Win32.SafeHandles;

namespace Shared.ObjectFormat.Platform;

/// <summary>
/// What the operating system must give stone and gems beyond .NET's own library. Two implementations: Linux's own calls,
/// and a portable one that does the same slower with sleeping and files.
/// </summary>
public unsafe interface IPlatform
{
    /// <summary>"linux" or "portable", for status and logs.</summary>
    string Name { get; }

    /// <summary>Whether streams carry descriptors, so that shared memory needs no name in the file system.</summary>
    bool PassesDescriptors { get; }

    /// <summary>
    /// Sleeps while the word holds <paramref name="expected"/>, at most the given time. May return early for no reason, so
    /// the caller looks again. The word may lie in memory that other processes share.
    /// </summary>
    void Wait(int* word, int expected, int timeoutMilliseconds);

    /// <summary>Wakes up to <paramref name="waiters"/> sleepers on the word, in any process.</summary>
    void Wake(int* word, int waiters);

    /// <summary>
    /// Makes memory to share, zero-filled, never to shrink or grow again. With <see cref="SharedAccess.ReadOnlyForOthers"/>
    /// only this mapping may write. <paramref name="directory"/> holds its file where memory needs one.
    /// </summary>
    SharedMemory CreateSharedMemory(string directory, string name, int lengthBytes, SharedAccess access);

    /// <summary>Maps memory that another process made, by its descriptor (then owned by the mapping) or by its path.</summary>
    SharedMemory OpenSharedMemory(int descriptor, string? path, int lengthBytes, SharedAccess access);

    /// <summary>
    /// Maps files that may each grow later up to <paramref name="lengthBytes"/>, for reading, or for reading and writing, into
    /// one range of addresses: each begins <paramref name="spanBytes"/> after the one before. Touching a page past a file's
    /// end kills the process. Of files that are mapped for writing nothing is read ahead unless <see cref="FileMap.ReadAhead"/>
    /// asks: what is in memory is written to the disk in the units in which it was read.
    /// </summary>
    FileMap MapFiles(IReadOnlyList<string> paths, long spanBytes, long lengthBytes, bool writable);

    /// <summary>Whether <see cref="MapFiles"/> takes more than one.</summary>
    bool MapsSeveralFiles { get; }

    /// <summary>Watches a process, which need not be a child, for its end.</summary>
    ProcessWatch WatchProcess(int processId);

    /// <summary>Listens on a local socket; replaces a socket file that nobody listens on.</summary>
    LocalListener Listen(string path);

    /// <summary>Connects to a local socket. Throws <see cref="IOException"/> when nobody listens.</summary>
    LocalStream Connect(string path);

    /// <summary>
    /// Blocks until the stream has bytes or its peer closed, or the process ended, or the time is over (negative: no limit);
    /// returns false for the last.
    /// </summary>
    bool WaitForEvent(LocalStream stream, ProcessWatch process, int timeoutMilliseconds);

    /// <summary>Makes a file's data durable. Throws <see cref="IOException"/> on failure; never try again after one.</summary>
    void SyncData(SafeFileHandle file);

    /// <summary>
    /// Opens a file for writes that go past the system's cache and are durable when they return; null where the file system
    /// has no such thing. Offsets, lengths and addresses are then multiples of 4096.
    /// </summary>
    SafeFileHandle? OpenForDurableWrites(string path);

    /// <summary>
    /// Writes through a handle of <see cref="OpenForDurableWrites"/>; with it everything that was written so before. Throws
    /// <see cref="IOException"/> on failure; never try again after one.
    /// </summary>
    void WriteDurable(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offsetBytes);

    /// <summary>
    /// Has a write past the process's file size limit fail like any other instead of ending the process without a word.
    /// </summary>
    void SurviveFileSizeLimit();

    /// <summary>Reserves disk space. Throws <see cref="IOException"/> when the disk is full.</summary>
    void Allocate(SafeFileHandle file, long offsetBytes, long lengthBytes);

    /// <summary>Has a range of a file written to disk and waits for that. It makes nothing durable, but a sync has less to do; no effect where that is unknown.</summary>
    void StartWriteback(SafeFileHandle file, long offsetBytes, long lengthBytes);

    /// <summary>Makes the names in a directory durable. Throws <see cref="IOException"/>; no effect where that is unknown.</summary>
    void SyncDirectory(string path);

    /// <summary>Leaves the terminal's session, so that its signals do not reach this process any more; no effect where that is unknown.</summary>
    void LeaveTerminal();

    /// <summary>
    /// Keeps the descriptors that this process was given, beyond the standard three, from processes that it starts; no effect
    /// where that is unknown. A service must not hold its starter's locks and pipes.
    /// </summary>
    void HoldBackDescriptors();

    /// <summary>Ends a process at once, as SIGKILL does; nothing when it is gone.</summary>
    void Kill(int processId);
}
