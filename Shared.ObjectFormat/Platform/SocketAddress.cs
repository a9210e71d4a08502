using System.Text;

namespace Shared.ObjectFormat.Platform;

/// <summary>A local socket's address, and the limit that its path has.</summary>
public static class SocketAddress
{
    /// <summary>sockaddr_un: two bytes of family, then 108 of path with its final zero.</summary>
    public const int PathLimitBytes = 107;

    private const int FamilyBytes = 2;

    /// <summary>Refuses, by name, a path that no socket can have.</summary>
    public static void CheckPath(string path)
    {
        int length = Encoding.UTF8.GetByteCount(path);
        if (length > PathLimitBytes)
        {
            throw new IOException(
                $"{path}: the path of a socket may have {PathLimitBytes} bytes, this one has {length}; choose a shorter MAGLEV_HOME.");
        }
    }

    /// <summary>Writes the address; returns its length in bytes. The target takes 110 bytes.</summary>
    internal static uint Write(string path, Span<byte> target)
    {
        CheckPath(path);
        target.Clear();
        target[0] = LinuxCalls.UnixFamily;
        int length = Encoding.UTF8.GetBytes(path, target[FamilyBytes..]);
        return (uint)(FamilyBytes + length + 1);
    }
}
