namespace Shared.ObjectFormat.Platform;

/// <summary>A mapped memfd; owns its descriptor.</summary>
internal sealed unsafe class LinuxSharedMemory(byte* pointer, int lengthBytes, int descriptor) : SharedMemory
{
    private byte* _pointer = pointer;

    /// <inheritdoc/>
    public override byte* Pointer => _pointer;

    /// <inheritdoc/>
    public override int LengthBytes => lengthBytes;

    /// <inheritdoc/>
    public override int Descriptor => descriptor;

    /// <inheritdoc/>
    public override string? Path => null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_pointer == null)
            return;
        LinuxCalls.munmap(_pointer, (nuint)lengthBytes);
        LinuxCalls.close(descriptor);
        _pointer = null;
    }
}
