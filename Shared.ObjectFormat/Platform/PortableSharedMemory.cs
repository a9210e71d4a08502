using System.IO.MemoryMappedFiles;

namespace Shared.ObjectFormat.Platform;

/// <summary>Shared memory by mapping a file that all open; its maker removes it.</summary>
internal sealed unsafe class PortableSharedMemory : SharedMemory
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly bool _isOwner;
    private byte* _pointer;

    private PortableSharedMemory(string path, int lengthBytes, bool writable, bool isOwner)
    {
        Path = path;
        LengthBytes = lengthBytes;
        _isOwner = isOwner;
        MemoryMappedFileAccess access = writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read;
        FileStream stream = new(
            path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _file = MemoryMappedFile.CreateFromFile(stream, null, lengthBytes, access, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, lengthBytes, access);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
    }

    /// <inheritdoc/>
    public override byte* Pointer => _pointer;

    /// <inheritdoc/>
    public override int LengthBytes { get; }

    /// <inheritdoc/>
    public override int Descriptor => -1;

    /// <inheritdoc/>
    public override string? Path { get; }

    internal static PortableSharedMemory Create(string path, int lengthBytes)
    {
        using (FileStream stream = new(path, FileMode.Create, FileAccess.ReadWrite))
            stream.SetLength(lengthBytes);
        return new PortableSharedMemory(path, lengthBytes, writable: true, isOwner: true);
    }

    internal static PortableSharedMemory Open(string path, int lengthBytes, bool writable)
    {
        long found = new FileInfo(path).Length;
        return found == lengthBytes
            ? new PortableSharedMemory(path, lengthBytes, writable, isOwner: false)
            : throw new IOException($"{path}: shared memory of {lengthBytes} bytes expected, {found} found.");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_pointer == null)
            return;
        _pointer = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        if (_isOwner)
            File.Delete(Path!);
    }
}
