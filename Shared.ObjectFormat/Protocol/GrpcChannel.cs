using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Shared.ObjectFormat.Protocol;

/// <summary>A gRPC client over one Unix domain socket, by HttpClient: unary calls and server streaming.</summary>
public sealed class GrpcChannel : IDisposable
{
    private readonly string _path;
    private readonly HttpClient _client;

    /// <summary>Connects at the first call.</summary>
    /// <param name="path">The socket.</param>
    public GrpcChannel(string path)
    {
        _path = path;
        SocketsHttpHandler handler = new()
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        _client = new HttpClient(handler) { BaseAddress = new Uri("http://stone"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Calls a method; its one reply. Any failure is a <see cref="GrpcException"/>.</summary>
    /// <param name="method">Full name: maglev.stone.v1.Stone/Status.</param>
    /// <param name="request">The request.</param>
    /// <param name="parser">Parses the reply.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<T> CallAsync<T>(string method, IMessage request, MessageParser<T> parser, CancellationToken cancellation)
        where T : class, IMessage<T>
    {
        T? only = null;
        await foreach (T reply in StreamAsync(method, request, parser, cancellation).ConfigureAwait(false))
            only = reply;
        return only ?? throw new GrpcException(GrpcStatusCode.Internal, $"{method} gave no reply.");
    }

    /// <summary>Calls a method that streams its replies.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string method, IMessage request, MessageParser<T> parser, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IMessage<T>
    {
        using HttpResponseMessage response = await SendAsync(method, request, cancellation).ConfigureAwait(false);
        Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] head = new byte[GrpcFrame.HeadBytes];
        while (await ReadAsync(body, head, cancellation).ConfigureAwait(false))
        {
            byte[] message = new byte[GrpcFrame.DecodeLength(head)];
            if (message.Length > 0 && !await ReadAsync(body, message, cancellation).ConfigureAwait(false))
                throw new GrpcException(GrpcStatusCode.Internal, $"{method} ended in the middle of a message.");
            yield return parser.ParseFrom(message);
        }
        Check(method, response);
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string method, IMessage request, CancellationToken cancellation)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, "/" + method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcFrame.Encode(request)),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        try
        {
            HttpResponseMessage response = await _client
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? response
                : throw new GrpcException(GrpcStatusCode.Unknown, $"{method} gave the HTTP status {(int)response.StatusCode}.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError != HttpRequestError.ConnectionError)
        {
            throw Broken(e);
        }
        catch (HttpRequestException e)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, $"Nobody answers on {_path}.", e);
        }
    }

    private static async Task<bool> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            int got = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return got == buffer.Length;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Broken(e);
        }
    }

    /// <summary>Unlike where nobody answers, the call may have been carried out.</summary>
    private static GrpcException Broken(Exception cause) => new(GrpcStatusCode.Aborted, "The connection broke.", cause);

    /// <summary>The status stands in the trailers, or among the headers when there was no message.</summary>
    private static void Check(string method, HttpResponseMessage response)
    {
        string? status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status");
        if (status == "0")
            return;
        string text = Header(response.TrailingHeaders, "grpc-message") ?? Header(response.Headers, "grpc-message") ?? "no reason given";
        GrpcStatusCode code = int.TryParse(status, CultureInfo.InvariantCulture, out int number)
            ? (GrpcStatusCode)number
            : GrpcStatusCode.Unknown;
        throw new GrpcException(code, status is null ? $"{method} ended without a status." : Uri.UnescapeDataString(text));
    }

    private static string? Header(HttpHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out IEnumerable<string>? values))
            return null;
        foreach (string value in values)
            return value;
        return null;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
