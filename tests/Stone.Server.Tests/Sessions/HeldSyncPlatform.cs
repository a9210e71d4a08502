using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Platform;

namespace Stone.Server.Tests.Sessions;

/// <summary>The system's platform, but a file's data is synced only while <see cref="MaySync"/> is set. Everything else passes through.</summary>
internal sealed unsafe class HeldSyncPlatform : IPlatform
{
    private readonly IPlatform _system = Platforms.Native;

    public ManualResetEventSlim MaySync { get; } = new(true);

    /// <summary>Set while somebody waits to sync.</summary>
    public ManualResetEventSlim IsWaiting { get; } = new(false);

    public string Name => _system.Name;

    public bool PassesDescriptors => _system.PassesDescriptors;

    public void SyncData(SafeFileHandle file)
    {
        WaitToSync();
        _system.SyncData(file);
    }

    public SafeFileHandle? OpenForDurableWrites(string path) => _system.OpenForDurableWrites(path);

    public void WriteDurable(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offsetBytes)
    {
        WaitToSync();
        _system.WriteDurable(file, bytes, offsetBytes);
    }

    public void Wait(int* word, int expected, int timeoutMilliseconds) => _system.Wait(word, expected, timeoutMilliseconds);

    public void Wake(int* word, int waiters) => _system.Wake(word, waiters);

    public SharedMemory CreateSharedMemory(string directory, string name, int lengthBytes, SharedAccess access) =>
        _system.CreateSharedMemory(directory, name, lengthBytes, access);

    public SharedMemory OpenSharedMemory(int descriptor, string? path, int lengthBytes, SharedAccess access) =>
        _system.OpenSharedMemory(descriptor, path, lengthBytes, access);

    public bool MapsSeveralFiles => _system.MapsSeveralFiles;

    public FileMap MapFiles(IReadOnlyList<string> paths, long spanBytes, long lengthBytes, bool writable) =>
        _system.MapFiles(paths, spanBytes, lengthBytes, writable);

    public ProcessWatch WatchProcess(int processId) => _system.WatchProcess(processId);

    public LocalListener Listen(string path) => _system.Listen(path);

    public LocalStream Connect(string path) => _system.Connect(path);

    public bool WaitForEvent(LocalStream stream, ProcessWatch process, int timeoutMilliseconds) =>
        _system.WaitForEvent(stream, process, timeoutMilliseconds);

    public void SurviveFileSizeLimit() => _system.SurviveFileSizeLimit();

    public void Allocate(SafeFileHandle file, long offsetBytes, long lengthBytes) => _system.Allocate(file, offsetBytes, lengthBytes);

    public void StartWriteback(SafeFileHandle file, long offsetBytes, long lengthBytes) => _system.StartWriteback(file, offsetBytes, lengthBytes);

    public void SyncDirectory(string path) => _system.SyncDirectory(path);

    public void LeaveTerminal() => _system.LeaveTerminal();

    public void HoldBackDescriptors() => _system.HoldBackDescriptors();

    public void Kill(int processId) => _system.Kill(processId);

    private void WaitToSync()
    {
        if (!MaySync.IsSet)
        {
            IsWaiting.Set();
            MaySync.Wait();
        }
    }
}
