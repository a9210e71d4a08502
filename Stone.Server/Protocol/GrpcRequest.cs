using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Protocol;

/// <summary>Reads a call's one request message.</summary>
internal static class GrpcRequest
{
    internal static async Task<T> ReadAsync<T>(HttpContext call, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        PipeReader body = call.Request.BodyReader;
        while (true)
        {
            ReadResult result = await body.ReadAsync(call.RequestAborted).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (GrpcFrame.TryDecode(ref buffer, parser, out T? request))
            {
                body.AdvanceTo(buffer.Start);
                return request!;
            }
            body.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                throw new GrpcException(GrpcStatusCode.Internal, "The call ended before its request was whole.");
        }
    }
}
