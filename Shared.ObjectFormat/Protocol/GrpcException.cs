namespace Shared.ObjectFormat.Protocol;

/// <summary>A call ended with a status other than OK.</summary>
public sealed class GrpcException(GrpcStatusCode status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status.</summary>
    public GrpcStatusCode Status { get; } = status;
}
