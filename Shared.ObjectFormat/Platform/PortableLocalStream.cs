using System.Net.Sockets;

namespace Shared.ObjectFormat.Platform;

/// <summary>A Unix stream socket by .NET's sockets; carries no descriptors.</summary>
internal sealed class PortableLocalStream(Socket socket) : LocalStream
{
    /// <inheritdoc/>
    public override int PeerProcessId => 0;

    /// <inheritdoc/>
    public override bool IsClosedByPeer
    {
        get
        {
            try
            {
                return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    internal static PortableLocalStream Connect(string path)
    {
        SocketAddress.CheckPath(path);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new PortableLocalStream(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{path}: {e.Message} (connect)", e);
        }
    }

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors = default)
    {
        if (!descriptors.IsEmpty)
            throw new NotSupportedException("This platform passes no descriptors.");
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[socket.Send(bytes)..];
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException($"session socket: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override int Receive(Span<byte> buffer, Span<int> descriptors, out int descriptorCount)
    {
        descriptorCount = 0;
        try
        {
            return socket.Receive(buffer);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException($"session socket: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override void Shutdown()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => socket.Dispose();

    /// <summary>Whether there are bytes or an end to read within the time.</summary>
    internal bool WaitReadable(int timeoutMilliseconds)
    {
        try
        {
            return socket.Poll(timeoutMilliseconds * 1000, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }
}
