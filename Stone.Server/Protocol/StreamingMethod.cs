using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Protocol;

/// <summary>A method of one request and a stream of replies.</summary>
/// <param name="parser">Parses the request.</param>
/// <param name="answer">Makes the replies, until it ends or the caller does.</param>
public sealed class StreamingMethod<TRequest, TReply>(
    MessageParser<TRequest> parser, Func<TRequest, CancellationToken, IAsyncEnumerable<TReply>> answer) : IGrpcMethod
    where TRequest : class, IMessage<TRequest>
    where TReply : class, IMessage<TReply>
{
    /// <inheritdoc/>
    public async Task RunAsync(HttpContext call)
    {
        TRequest request = await GrpcRequest.ReadAsync(call, parser).ConfigureAwait(false);
        // Each write flushes: Kestrel's StartAsync would not send even the headers.
        await foreach (TReply reply in answer(request, call.RequestAborted).ConfigureAwait(false))
            await call.Response.BodyWriter.WriteAsync(GrpcFrame.Encode(reply), call.RequestAborted).ConfigureAwait(false);
    }
}
