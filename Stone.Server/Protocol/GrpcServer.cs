using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shared.ObjectFormat.Platform;

namespace Stone.Server.Protocol;

/// <summary>Kestrel with HTTP/2 on a Unix domain socket, without the hosting layer, which would double the start-up.</summary>
public sealed class GrpcServer : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    private readonly KestrelServer _server;
    private readonly GrpcApplication _application;
    private readonly string _socketPath;

    /// <summary>Prepares the server; nothing listens yet.</summary>
    /// <param name="socketPath">The socket; a file left by an earlier server is replaced.</param>
    /// <param name="methods">Methods by path.</param>
    /// <param name="loggers">Where Kestrel logs.</param>
    public GrpcServer(string socketPath, IReadOnlyDictionary<string, IGrpcMethod> methods, ILoggerFactory loggers)
    {
        SocketAddress.CheckPath(socketPath);
        _socketPath = socketPath;
        KestrelServerOptions options = new() { ApplicationServices = Services(loggers), AddServerHeader = false };
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.ListenUnixSocket(socketPath, listen => listen.Protocols = HttpProtocols.Http2);
        SocketTransportFactory transport = new(Options.Create(new SocketTransportOptions()), loggers);
        _server = new KestrelServer(Options.Create(options), transport, loggers);
        _application = new GrpcApplication(methods, loggers.CreateLogger("Stone.Server.Protocol"));
    }

    /// <summary>Begins to listen.</summary>
    public Task StartAsync()
    {
        File.Delete(_socketPath);
        return _server.StartAsync(_application, CancellationToken.None);
    }

    /// <summary>Lets calls end for a short time, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(StopLimit);
        await _server.StopAsync(limit.Token).ConfigureAwait(false);
        _server.Dispose();
        File.Delete(_socketPath);
    }

    private static ServiceProvider Services(ILoggerFactory loggers)
    {
        ServiceCollection services = new();
        services.AddSingleton(loggers);
        return services.BuildServiceProvider();
    }
}
