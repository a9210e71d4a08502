using System.Buffers.Binary;
using Shared.ObjectFormat.Platform;

namespace Shared.ObjectFormat.Protocol;

/// <summary>Messages on the session socket: length in four bytes, little-endian, then MessagePack.</summary>
public static class SessionMessage
{
    /// <summary>No message is longer; a longer announced one is refused.</summary>
    public const int LimitBytes = 1 << 16;

    /// <summary>Sends one message with descriptors.</summary>
    public static void Send(LocalStream stream, ReadOnlySpan<byte> message, ReadOnlySpan<int> descriptors)
    {
        byte[] framed = new byte[sizeof(int) + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, message.Length);
        message.CopyTo(framed.AsSpan(sizeof(int)));
        stream.Send(framed, descriptors);
    }

    /// <summary>Receives one message; descriptors that came with it are stored and counted.</summary>
    public static byte[] Receive(LocalStream stream, Span<int> descriptors, out int descriptorCount)
    {
        Span<byte> head = stackalloc byte[sizeof(int)];
        descriptorCount = stream.ReceiveAll(head, descriptors);
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 1 or > LimitBytes)
            throw new IOException($"A message of {length} bytes came on the session socket; this is not the session protocol.");
        byte[] message = new byte[length];
        descriptorCount += stream.ReceiveAll(message, descriptors[descriptorCount..]);
        return message;
    }
}
