using System.Runtime.InteropServices;
using System.Text;

namespace Gem.Client.Commands;

/// <summary>
/// Standard output as a raw descriptor. A FileStream would not do: on a file it writes at an offset of its own, over what
/// other writers of the descriptor have written.
/// </summary>
internal static partial class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string line) => Write(Descriptor, line + "\n");

    /// <summary>Writes text to a descriptor; a reader that has gone is not an error of this program.</summary>
    internal static unsafe void Write(int descriptor, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int written = 0;
        fixed (byte* start = bytes)
        {
            while (written < bytes.Length)
            {
                nint count = WriteBytes(descriptor, start + written, bytes.Length - written);
                if (count <= 0)
                {
                    return;
                }

                written += (int)count;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static unsafe partial nint WriteBytes(int descriptor, byte* bytes, nint count);
}
