using System.Runtime.InteropServices;

namespace Gem.Vm;

/// <summary>
/// A file descriptor as a stream, written at once by write(2), so that all writers of the descriptor share its one position
/// in a file. (A FileStream writes at a position of its own, over what the others have written; the Console class costs more
/// at start-up than a small script runs.) A reader that has gone is not an error of this program.
/// </summary>
public sealed partial class DescriptorOutput(int descriptor) : WriteOnlyStream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written = WriteDescriptor(descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length);
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

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteDescriptor(int descriptor, ref byte bytes, nint count);
}
