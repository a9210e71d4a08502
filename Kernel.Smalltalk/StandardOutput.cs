using System.Runtime.InteropServices;

namespace Kernel.Smalltalk;

/// <summary>
/// File descriptor 1, written at once by write(2), so that several writers share one position in a file. A reader that has
/// gone is not an error of this program.
/// </summary>
public sealed partial class StandardOutput : Stream
{
    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written = WriteDescriptor(Descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length);
            if (written < 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error is not (Interrupted or TryAgain))
                {
                    return;
                }

                Thread.Sleep(error == TryAgain ? 1 : 0);
                continue;
            }

            bytes = bytes[(int)written..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteDescriptor(int descriptor, ref byte bytes, nint count);
}
