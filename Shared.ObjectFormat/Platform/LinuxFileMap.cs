namespace Shared.ObjectFormat.Platform;

/// <summary>Files mapped at their largest size: pages that they gain later appear by themselves.</summary>
internal sealed unsafe class LinuxFileMap(byte* pointer, long lengthBytes) : FileMap
{
    private byte* _pointer = pointer;

    /// <inheritdoc/>
    public override byte* Pointer => _pointer;

    /// <inheritdoc/>
    public override long LengthBytes => lengthBytes;

    /// <inheritdoc/>
    public override bool FollowGrowth() => false;

    /// <inheritdoc/>
    public override void ReadAhead(long offset, long lengthBytes) => LinuxCalls.madvise(_pointer + offset, (nuint)lengthBytes, LinuxCalls.AdviceWillNeed);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_pointer == null)
            return;
        LinuxCalls.munmap(_pointer, (nuint)lengthBytes);
        _pointer = null;
    }
}
