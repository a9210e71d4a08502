using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// A message on the wire: a byte that says whether it is compressed (never, here), its length in four bytes, big-endian, and
/// protobuf (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
/// </summary>
public static class GrpcFrame
{
    /// <summary>Bytes before the message.</summary>
    public const int HeadBytes = 5;

    /// <summary>No message is longer; as gRPC's default.</summary>
    public const int LimitBytes = 4 << 20;

    /// <summary>The frame of a message.</summary>
    public static byte[] Encode(IMessage message)
    {
        int length = message.CalculateSize();
        byte[] frame = new byte[HeadBytes + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        message.WriteTo(frame.AsSpan(HeadBytes));
        return frame;
    }

    /// <summary>The length of the message whose frame begins so. Refuses compression and too long messages.</summary>
    public static int DecodeLength(ReadOnlySpan<byte> head)
    {
        if (head[0] != 0)
            throw new GrpcException(GrpcStatusCode.Unimplemented, "Compressed messages are not supported.");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head[1..]);
        return length <= LimitBytes
            ? (int)length
            : throw new GrpcException(GrpcStatusCode.ResourceExhausted, $"A message of {length} bytes is over the limit of {LimitBytes}.");
    }

    /// <summary>Takes the first frame's message off the buffer; false when it is not all there.</summary>
    public static bool TryDecode<T>(ref ReadOnlySequence<byte> buffer, MessageParser<T> parser, out T? message)
        where T : class, IMessage<T>
    {
        message = null;
        if (buffer.Length < HeadBytes)
            return false;
        Span<byte> head = stackalloc byte[HeadBytes];
        buffer.Slice(0, HeadBytes).CopyTo(head);
        int length = DecodeLength(head);
        if (buffer.Length < HeadBytes + length)
            return false;
        message = Parse(parser, buffer.Slice(HeadBytes, length));
        buffer = buffer.Slice(HeadBytes + length);
        return true;
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySequence<byte> bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GrpcException(GrpcStatusCode.Internal, $"The message cannot be read: {e.Message}", e);
        }
    }
}
