using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shared.ObjectFormat.Platform;

/// <summary>Linux's own calls: futex, memfd with seals, pidfd, descriptors over sockets, fdatasync.</summary>
public sealed unsafe class LinuxPlatform : IPlatform
{
    /// <inheritdoc/>
    public string Name => "linux";

    /// <inheritdoc/>
    public bool PassesDescriptors => true;

    /// <inheritdoc/>
    public void Wait(int* word, int expected, int timeoutMilliseconds)
    {
        // struct timespec: seconds, nanoseconds. Not FUTEX_PRIVATE: other processes wake us.
        long* time = stackalloc long[2];
        time[0] = timeoutMilliseconds / 1000;
        time[1] = timeoutMilliseconds % 1000 * 1_000_000L;
        LinuxCalls.futex(LinuxCalls.Futex, word, LinuxCalls.FutexWaitOperation, expected, time);
    }

    /// <inheritdoc/>
    public void Wake(int* word, int waiters) =>
        LinuxCalls.futex(LinuxCalls.Futex, word, LinuxCalls.FutexWakeOperation, waiters, null);

    /// <inheritdoc/>
    public SharedMemory CreateSharedMemory(string directory, string name, int lengthBytes, SharedAccess access)
    {
        int descriptor = LinuxCalls.memfd_create(name, LinuxCalls.MemfdCloseOnExec | LinuxCalls.MemfdAllowSealing);
        if (descriptor < 0)
            throw NativeCallException.FromLast("memfd_create", name);
        if (LinuxCalls.ftruncate(descriptor, lengthBytes) != 0)
            throw CloseAndFail(descriptor, "ftruncate", name);
        byte* pointer = Map(descriptor, lengthBytes, LinuxCalls.ProtectRead | LinuxCalls.ProtectWrite, name);
        int seals = LinuxCalls.SealShrink | LinuxCalls.SealGrow | LinuxCalls.SealSeal;
        if (access == SharedAccess.ReadOnlyForOthers)
            seals |= LinuxCalls.SealFutureWrite;
        if (LinuxCalls.fcntl(descriptor, LinuxCalls.AddSeals, seals) != 0)
            throw CloseAndFail(descriptor, "fcntl F_ADD_SEALS", name);
        return new LinuxSharedMemory(pointer, lengthBytes, descriptor);
    }

    /// <inheritdoc/>
    public SharedMemory OpenSharedMemory(int descriptor, string? path, int lengthBytes, SharedAccess access)
    {
        int protection = LinuxCalls.ProtectRead | (access == SharedAccess.ReadWrite ? LinuxCalls.ProtectWrite : 0);
        return new LinuxSharedMemory(Map(descriptor, lengthBytes, protection, "shared memory"), lengthBytes, descriptor);
    }

    /// <inheritdoc/>
    public bool MapsSeveralFiles => true;

    /// <inheritdoc/>
    public FileMap MapFiles(IReadOnlyList<string> paths, long spanBytes, long lengthBytes, bool writable)
    {
        // The range is taken first, as addresses alone; each file then takes its place in it.
        long rangeBytes = ((paths.Count - 1) * spanBytes) + lengthBytes;
        byte* range = LinuxCalls.mmap(
            null, (nuint)rangeBytes, LinuxCalls.ProtectNone, LinuxCalls.MapPrivate | LinuxCalls.MapAnonymous | LinuxCalls.MapNoReserve, -1, 0);
        if ((nint)range == -1)
            throw NativeCallException.FromLast("mmap", $"{rangeBytes} bytes of addresses");
        LinuxFileMap map = new(range, rangeBytes);
        try
        {
            for (int i = 0; i < paths.Count; i++)
                MapAt(range + (i * spanBytes), paths[i], lengthBytes, writable);
            return map;
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ProcessWatch WatchProcess(int processId)
    {
        nint descriptor = LinuxCalls.syscall(LinuxCalls.PidfdOpen, processId, 0, 0, 0, 0, 0);
        return descriptor < 0
            ? throw NativeCallException.FromLast("pidfd_open", $"process {processId}")
            : new LinuxProcessWatch(processId, (int)descriptor);
    }

    /// <inheritdoc/>
    public LocalListener Listen(string path) => new LinuxLocalListener(path);

    /// <inheritdoc/>
    public LocalStream Connect(string path) => LinuxLocalStream.Connect(path);

    /// <inheritdoc/>
    public bool WaitForEvent(LocalStream stream, ProcessWatch process, int timeoutMilliseconds)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { Descriptor = ((LinuxLocalStream)stream).Descriptor, Events = LinuxCalls.PollIn };
        entries[1] = new PollEntry { Descriptor = ((LinuxProcessWatch)process).Descriptor, Events = LinuxCalls.PollIn };
        while (true)
        {
            int ready = LinuxCalls.poll(entries, 2, timeoutMilliseconds);
            if (ready >= 0)
                return ready > 0;
            if (Marshal.GetLastPInvokeError() != LinuxCalls.ErrorInterrupted)
                throw NativeCallException.FromLast("poll", "session socket");
        }
    }

    /// <inheritdoc/>
    public void SyncData(SafeFileHandle file)
    {
        if (LinuxCalls.fdatasync((int)file.DangerousGetHandle()) != 0)
            throw NativeCallException.FromLast("fdatasync", "making data durable");
        GC.KeepAlive(file);
    }

    /// <inheritdoc/>
    public SafeFileHandle? OpenForDurableWrites(string path)
    {
        int descriptor = LinuxCalls.open(path, LinuxCalls.WriteOnly | LinuxCalls.Direct | LinuxCalls.DataSync | LinuxCalls.CloseOnExec, 0);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <inheritdoc/>
    public void WriteDurable(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offsetBytes)
    {
        fixed (byte* first = bytes)
        {
            for (int at = 0; at < bytes.Length;)
            {
                nint written = LinuxCalls.pwrite((int)file.DangerousGetHandle(), first + at, (nuint)(bytes.Length - at), offsetBytes + at);
                if (written < 0 && Marshal.GetLastPInvokeError() != LinuxCalls.ErrorInterrupted)
                    throw NativeCallException.FromLast("pwrite", "writing durably");
                at += (int)Math.Max(written, 0);
            }
        }
        GC.KeepAlive(file);
    }

    /// <inheritdoc/>
    public void SurviveFileSizeLimit() => LinuxCalls.signal(LinuxCalls.SignalFileSize, LinuxCalls.SignalIgnored);

    /// <inheritdoc/>
    public void Allocate(SafeFileHandle file, long offsetBytes, long lengthBytes)
    {
        int error;
        do
            error = LinuxCalls.posix_fallocate((int)file.DangerousGetHandle(), offsetBytes, lengthBytes);
        while (error == LinuxCalls.ErrorInterrupted);
        if (error != 0)
            throw new NativeCallException("posix_fallocate", $"reserving {lengthBytes} bytes of disk space", error);
        GC.KeepAlive(file);
    }

    /// <inheritdoc/>
    public void StartWriteback(SafeFileHandle file, long offsetBytes, long lengthBytes)
    {
        const uint WaitBeforeWriteWaitAfter = 7;
        if (LinuxCalls.sync_file_range((int)file.DangerousGetHandle(), offsetBytes, lengthBytes, WaitBeforeWriteWaitAfter) != 0)
            throw NativeCallException.FromLast("sync_file_range", "writing back data");
        GC.KeepAlive(file);
    }

    /// <inheritdoc/>
    public void SyncDirectory(string path)
    {
        int descriptor = LinuxCalls.open(path, LinuxCalls.CloseOnExec, 0);
        if (descriptor < 0)
            throw NativeCallException.FromLast("open", path);
        if (LinuxCalls.fsync(descriptor) != 0)
            throw CloseAndFail(descriptor, "fsync", path);
        LinuxCalls.close(descriptor);
    }

    /// <inheritdoc/>
    public void LeaveTerminal() => LinuxCalls.setsid();

    /// <inheritdoc/>
    public void HoldBackDescriptors() =>
        LinuxCalls.syscall(LinuxCalls.CloseRange, 3, unchecked((nint)uint.MaxValue), LinuxCalls.CloseRangeOnExec, 0, 0, 0);

    /// <inheritdoc/>
    public void Kill(int processId) => LinuxCalls.kill(processId, LinuxCalls.SignalKill);

    private static void MapAt(byte* place, string path, long lengthBytes, bool writable)
    {
        int descriptor = LinuxCalls.open(path, (writable ? LinuxCalls.ReadWrite : 0) | LinuxCalls.CloseOnExec, 0);
        if (descriptor < 0)
            throw NativeCallException.FromLast("open", path);
        Map(descriptor, lengthBytes, LinuxCalls.ProtectRead | (writable ? LinuxCalls.ProtectWrite : 0), path, place);
        LinuxCalls.close(descriptor);
        // Reading ahead makes the system keep up to 2 MB as one unit. When one byte of it is written through a mapping, all of
        // it is written to the disk, and a commit waits meanwhile.
        if (writable && LinuxCalls.madvise(place, (nuint)lengthBytes, LinuxCalls.AdviceRandom) != 0)
            throw NativeCallException.FromLast("madvise", path);
    }

    private static byte* Map(int descriptor, long lengthBytes, int protection, string about, byte* place = null)
    {
        int flags = LinuxCalls.MapShared | LinuxCalls.MapNoReserve | (place == null ? 0 : LinuxCalls.MapFixed);
        byte* pointer = LinuxCalls.mmap(place, (nuint)lengthBytes, protection, flags, descriptor, 0);
        return (nint)pointer == -1 ? throw CloseAndFail(descriptor, "mmap", about) : pointer;
    }

    private static NativeCallException CloseAndFail(int descriptor, string call, string about)
    {
        NativeCallException failure = NativeCallException.FromLast(call, about);
        LinuxCalls.close(descriptor);
        return failure;
    }
}
