using Microsoft.AspNetCore.Http;

namespace Stone.Server.Protocol;

/// <summary>One method of a gRPC service: reads its request off the call and writes its replies.</summary>
public interface IGrpcMethod
{
    /// <summary>Carries the call out. A <see cref="Shared.ObjectFormat.Protocol.GrpcException"/> becomes its status.</summary>
    Task RunAsync(HttpContext call);
}
