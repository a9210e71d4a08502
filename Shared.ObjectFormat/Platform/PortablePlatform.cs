using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Shared.ObjectFormat.Platform;

/// <summary>
/// The same services with what .NET has everywhere: waits poll with growing sleeps, shared memory is a file, processes are
/// watched by asking. Slower, never wrong; a setting turns it on, and the tests do.
/// </summary>
public sealed unsafe class PortablePlatform : IPlatform
{
    private const int LongestSleepMilliseconds = 10;
    private const int EventPollMilliseconds = 20;

    /// <inheritdoc/>
    public string Name => "portable";

    /// <inheritdoc/>
    public bool PassesDescriptors => false;

    /// <inheritdoc/>
    public void Wait(int* word, int expected, int timeoutMilliseconds)
    {
        long deadline = Environment.TickCount64 + timeoutMilliseconds;
        for (int turn = 0; Volatile.Read(ref *word) == expected; turn++)
        {
            if (Environment.TickCount64 >= deadline)
                return;
            // First give way to others, then sleep longer and longer.
            if (turn < 20)
                Thread.Yield();
            else
                Thread.Sleep(Math.Min(LongestSleepMilliseconds, turn / 20));
        }
    }

    /// <inheritdoc/>
    public void Wake(int* word, int waiters)
    {
        // Sleepers look by themselves.
    }

    /// <inheritdoc/>
    public SharedMemory CreateSharedMemory(string directory, string name, int lengthBytes, SharedAccess access) =>
        PortableSharedMemory.Create(Path.Combine(directory, $"{name}.shm"), lengthBytes);

    /// <inheritdoc/>
    public SharedMemory OpenSharedMemory(int descriptor, string? path, int lengthBytes, SharedAccess access) =>
        PortableSharedMemory.Open(
            path ?? throw new IOException("Shared memory came without a path."), lengthBytes, access == SharedAccess.ReadWrite);

    /// <inheritdoc/>
    public bool MapsSeveralFiles => false;

    /// <inheritdoc/>
    public FileMap MapFiles(IReadOnlyList<string> paths, long spanBytes, long lengthBytes, bool writable) => paths.Count == 1
        ? new PortableFileMap(paths[0], lengthBytes, writable)
        : throw new IOException($"The portable platform maps one file, not {paths.Count}.");

    /// <inheritdoc/>
    public ProcessWatch WatchProcess(int processId) => new PortableProcessWatch(processId);

    /// <inheritdoc/>
    public LocalListener Listen(string path) => new PortableLocalListener(path);

    /// <inheritdoc/>
    public LocalStream Connect(string path) => PortableLocalStream.Connect(path);

    /// <inheritdoc/>
    public bool WaitForEvent(LocalStream stream, ProcessWatch process, int timeoutMilliseconds)
    {
        PortableLocalStream portable = (PortableLocalStream)stream;
        long deadline = timeoutMilliseconds < 0 ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        while (Environment.TickCount64 < deadline)
        {
            if (portable.WaitReadable(EventPollMilliseconds) || process.HasExited)
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public void SyncData(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <inheritdoc/>
    public SafeFileHandle? OpenForDurableWrites(string path) => null;

    /// <inheritdoc/>
    public void WriteDurable(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offsetBytes) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void SurviveFileSizeLimit()
    {
        // Only Unix has such a signal.
    }

    /// <inheritdoc/>
    public void Allocate(SafeFileHandle file, long offsetBytes, long lengthBytes)
    {
        // Writing zeros is the portable way to be sure of the space; only the part past the end may be written.
        long length = RandomAccess.GetLength(file);
        byte[] zeros = new byte[1 << 16];
        for (long at = Math.Max(length, offsetBytes); at < offsetBytes + lengthBytes; at += zeros.Length)
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, offsetBytes + lengthBytes - at)), at);
    }

    /// <inheritdoc/>
    public void StartWriteback(SafeFileHandle file, long offsetBytes, long lengthBytes)
    {
        // The sync does all of it.
    }

    /// <inheritdoc/>
    public void SyncDirectory(string path)
    {
        // .NET opens no directories; its portable way leaves names to the system.
    }

    /// <inheritdoc/>
    public void LeaveTerminal()
    {
        // Not every system has terminals' sessions.
    }

    /// <inheritdoc/>
    public void HoldBackDescriptors()
    {
        // .NET has no call for it.
    }

    /// <inheritdoc/>
    public void Kill(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Gone already.
        }
    }
}
