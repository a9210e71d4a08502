using Microsoft.Win32.SafeHandles;

namespace Kernel.Smalltalk;

/// <summary>File descriptor 1, written at once; opened when first written.</summary>
internal sealed class StandardOutput : Stream
{
    private SafeFileHandle? handle;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle ??= new SafeFileHandle(1, ownsHandle: false), bytes, 0);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
