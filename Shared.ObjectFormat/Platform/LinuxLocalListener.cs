using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>A listening Unix socket by Linux's calls.</summary>
internal sealed unsafe class LinuxLocalListener : LocalListener
{
    private const int Backlog = 128;
    private int _descriptor;

    internal LinuxLocalListener(string path)
    {
        Path = path;
        Span<byte> address = stackalloc byte[SocketAddress.PathLimitBytes + 3];
        uint length = SocketAddress.Write(path, address);
        File.Delete(path);
        _descriptor = LinuxCalls.socket(LinuxCalls.UnixFamily, LinuxCalls.Stream | LinuxCalls.SocketCloseOnExec, 0);
        if (_descriptor < 0)
            throw NativeCallException.FromLast("socket", path);
        fixed (byte* pointer = address)
        {
            if (LinuxCalls.bind(_descriptor, pointer, length) != 0 || LinuxCalls.listen(_descriptor, Backlog) != 0)
            {
                NativeCallException failure = NativeCallException.FromLast("bind", path);
                LinuxCalls.close(_descriptor);
                throw failure;
            }
        }
    }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override LocalStream? Accept()
    {
        while (true)
        {
            int listening = Volatile.Read(ref _descriptor);
            if (listening < 0)
                return null;
            int descriptor = LinuxCalls.accept4(listening, null, null, LinuxCalls.SocketCloseOnExec);
            if (descriptor >= 0)
                return new LinuxLocalStream(descriptor);
            int error = Marshal.GetLastPInvokeError();
            if (Volatile.Read(ref _descriptor) < 0)
                return null;
            // Out of descriptors or memory: wait for some to come back rather than spin.
            if (error != LinuxCalls.ErrorInterrupted)
                Thread.Sleep(20);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor < 0)
            return;
        File.Delete(Path);
        // Closing alone does not wake a thread in accept; shutting down does.
        LinuxCalls.shutdown(descriptor, 2);
        LinuxCalls.close(descriptor);
    }
}
