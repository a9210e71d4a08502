namespace Shared.ObjectFormat.Platform;

/// <summary>One connection of a local socket, which may carry descriptors beside bytes.</summary>
public abstract class LocalStream : IDisposable
{
    /// <summary>The peer's process id, or 0 when the system does not tell.</summary>
    public abstract int PeerProcessId { get; }

    /// <summary>Sends all bytes; descriptors go with the first. Throws <see cref="IOException"/> when the peer is gone.</summary>
    public abstract void Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors = default);

    /// <summary>
    /// Receives some bytes, 0 at the end. Descriptors that came with them are stored and counted; the caller owns them.
    /// </summary>
    public abstract int Receive(Span<byte> buffer, Span<int> descriptors, out int descriptorCount);

    /// <summary>Whether the peer closed its end; does not block.</summary>
    public abstract bool IsClosedByPeer { get; }

    /// <summary>Ends it for both sides; a thread that waits on it wakes. The owner still has to dispose of it.</summary>
    public abstract void Shutdown();

    /// <summary>Closes it. No other thread may be using it.</summary>
    public abstract void Dispose();

    /// <summary>Receives exactly as many bytes as the buffer takes. Throws <see cref="EndOfStreamException"/> when they end before.</summary>
    public int ReceiveAll(Span<byte> buffer, Span<int> descriptors)
    {
        int total = 0, descriptorTotal = 0;
        while (total < buffer.Length)
        {
            int got = Receive(buffer[total..], descriptors[descriptorTotal..], out int count);
            descriptorTotal += count;
            if (got == 0)
                throw new EndOfStreamException("The other side closed the connection.");
            total += got;
        }
        return descriptorTotal;
    }
}
