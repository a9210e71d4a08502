using System.Net.Sockets;

namespace Shared.ObjectFormat.Platform;

/// <summary>A listening Unix socket by .NET's sockets.</summary>
internal sealed class PortableLocalListener : LocalListener
{
    private const int Backlog = 128;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    internal PortableLocalListener(string path)
    {
        SocketAddress.CheckPath(path);
        Path = path;
        File.Delete(path);
        try
        {
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            _socket.Listen(Backlog);
        }
        catch (SocketException e)
        {
            _socket.Dispose();
            throw new IOException($"{path}: {e.Message} (bind)", e);
        }
    }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override LocalStream? Accept()
    {
        try
        {
            return new PortableLocalStream(_socket.Accept());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _socket.Dispose();
        File.Delete(Path);
    }
}
