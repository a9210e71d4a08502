using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Protocol;

/// <summary>Takes HTTP/2 requests from Kestrel, finds the gRPC method by path, and ends each call with its status in the trailers.</summary>
/// <param name="methods">Methods by path: /maglev.stone.v1.Stone/Status.</param>
/// <param name="log">Where unexpected failures go.</param>
internal sealed class GrpcApplication(IReadOnlyDictionary<string, IGrpcMethod> methods, ILogger log) : IHttpApplication<HttpContext>
{
    private const string ContentType = "application/grpc";
    private const int UnsupportedMediaType = 415;

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Holds nothing of its own.
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith(ContentType, StringComparison.Ordinal) != true)
        {
            context.Response.StatusCode = UnsupportedMediaType;
            return;
        }
        context.Response.ContentType = ContentType;
        (GrpcStatusCode status, string message) = await RunAsync(context).ConfigureAwait(false);
        IHeaderDictionary? trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        if (trailers is null)
            return;
        trailers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (message.Length > 0)
            trailers["grpc-message"] = PercentEncode(message);
    }

    private async Task<(GrpcStatusCode Status, string Message)> RunAsync(HttpContext context)
    {
        if (!methods.TryGetValue(context.Request.Path.Value ?? "", out IGrpcMethod? method))
            return (GrpcStatusCode.Unimplemented, $"There is no method {context.Request.Path}.");
        try
        {
            await method.RunAsync(context).ConfigureAwait(false);
            return (GrpcStatusCode.Ok, "");
        }
        catch (GrpcException e)
        {
            return (e.Status, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException || context.RequestAborted.IsCancellationRequested)
        {
            return (GrpcStatusCode.Cancelled, "The call was cancelled.");
        }
        catch (Exception e)
        {
            log.LogError(e, "Call {Path} failed", context.Request.Path);
            return (GrpcStatusCode.Internal, e.Message);
        }
    }

    /// <summary>gRPC's own encoding of a status text: visible ASCII but % as it is, all other bytes of UTF-8 as %XX.</summary>
    private static string PercentEncode(string message)
    {
        StringBuilder encoded = new(message.Length);
        foreach (byte b in Encoding.UTF8.GetBytes(message))
        {
            if (b is >= 0x20 and <= 0x7e and not (byte)'%')
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }
}
