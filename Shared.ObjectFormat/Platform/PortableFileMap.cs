using System.IO.MemoryMappedFiles;

namespace Shared.ObjectFormat.Platform;

/// <summary>A file mapped as long as it is; mapped anew when it has grown.</summary>
internal sealed unsafe class PortableFileMap : FileMap
{
    private readonly string _path;
    private readonly long _limitBytes;
    private readonly bool _writable;
    private MemoryMappedFile? _file;
    private MemoryMappedViewAccessor? _view;
    private byte* _pointer;
    private long _mappedBytes;

    internal PortableFileMap(string path, long limitBytes, bool writable)
    {
        _path = path;
        _limitBytes = limitBytes;
        _writable = writable;
        Open();
    }

    /// <inheritdoc/>
    public override byte* Pointer => _pointer;

    /// <inheritdoc/>
    public override long LengthBytes => _mappedBytes;

    /// <inheritdoc/>
    public override bool FollowGrowth()
    {
        if (Math.Min(new FileInfo(_path).Length, _limitBytes) <= _mappedBytes)
            return false;
        Dispose();
        Open();
        return true;
    }

    /// <inheritdoc/>
    public override void ReadAhead(long offset, long lengthBytes)
    {
        // The system does.
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_pointer == null)
            return;
        _pointer = null;
        _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file!.Dispose();
    }

    private void Open()
    {
        MemoryMappedFileAccess access = _writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read;
        FileStream stream = new(
            _path, FileMode.Open, _writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _mappedBytes = Math.Min(stream.Length, _limitBytes);
        _file = MemoryMappedFile.CreateFromFile(stream, null, _mappedBytes, access, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, _mappedBytes, access);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
    }
}
