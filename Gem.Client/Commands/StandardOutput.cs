using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Gem.Client.Commands;

/// <summary>Standard output as a raw descriptor.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string line) => Write(Descriptor, line + "\n");

    /// <summary>Writes text to a descriptor; a reader that has gone is not an error of this program.</summary>
    internal static void Write(int descriptor, string text)
    {
        using SafeFileHandle handle = new(descriptor, ownsHandle: false);
        try
        {
            using FileStream stream = new(handle, FileAccess.Write, 0);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
        }
    }
}
