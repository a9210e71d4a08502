using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Protocol;

/// <summary>A method of one request and one reply.</summary>
/// <param name="parser">Parses the request.</param>
/// <param name="answer">Makes the reply.</param>
public sealed class UnaryMethod<TRequest, TReply>(MessageParser<TRequest> parser, Func<TRequest, HttpContext, Task<TReply>> answer) : IGrpcMethod
    where TRequest : class, IMessage<TRequest>
    where TReply : class, IMessage<TReply>
{
    /// <inheritdoc/>
    public async Task RunAsync(HttpContext call)
    {
        TRequest request = await GrpcRequest.ReadAsync(call, parser).ConfigureAwait(false);
        TReply reply = await answer(request, call).ConfigureAwait(false);
        await call.Response.BodyWriter.WriteAsync(GrpcFrame.Encode(reply), call.RequestAborted).ConfigureAwait(false);
    }
}
