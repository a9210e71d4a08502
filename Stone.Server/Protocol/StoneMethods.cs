using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Commands;
using Stone.Server.Monitoring;
using Stone.Server.Sessions;
using Stone.Server.Storage;

namespace Stone.Server.Protocol;

/// <summary>The service maglev.stone.v1.Stone: what each of its methods does with a running stone.</summary>
public sealed class StoneMethods(RunningStone stone)
{
    private const string Service = "/maglev.stone.v1.Stone/";
    private const int LeastIntervalMilliseconds = 100;

    /// <summary>The methods by path.</summary>
    public IReadOnlyDictionary<string, IGrpcMethod> ByPath => new Dictionary<string, IGrpcMethod>(StringComparer.Ordinal)
    {
        [Service + "Login"] = new UnaryMethod<RemoteLoginRequest, RemoteLoginReply>(RemoteLoginRequest.Parser, LoginAsync),
        [Service + "Logout"] = new UnaryMethod<LogoutRequest, LogoutReply>(LogoutRequest.Parser, LogoutAsync),
        [Service + "Status"] = new UnaryMethod<StatusRequest, StatusReply>(StatusRequest.Parser, (_, _) => stone.StatusAsync()),
        [Service + "Statistics"] = new UnaryMethod<StatisticsRequest, StatisticsReply>(
            StatisticsRequest.Parser, (_, _) => stone.StatisticsAsync()),
        [Service + "WatchStatistics"] = new StreamingMethod<WatchStatisticsRequest, StatisticsReply>(
            WatchStatisticsRequest.Parser, WatchStatisticsAsync),
        [Service + "Checkpoint"] = new UnaryMethod<CheckpointRequest, CheckpointReply>(CheckpointRequest.Parser, CheckpointAsync),
        [Service + "Stop"] = new UnaryMethod<StopRequest, StopReply>(StopRequest.Parser, StopAsync),
    };

    private async Task<RemoteLoginReply> LoginAsync(RemoteLoginRequest request, HttpContext call)
    {
        try
        {
            SessionPeer peer = new(0, request.User, request.Program, null);
            GemSession session = await stone.Registry.BeginAsync(peer, slot: null).ConfigureAwait(false);
            // The session lasts as long as the connection, unless Logout ends it before.
            call.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.Register(() => stone.Registry.PostEnd(session));
            RemoteLoginReply reply = new()
            {
                SessionId = session.Id,
                Generation = session.Generation,
                RepositoryId = stone.Engine.RepositoryId,
                HashSeed = stone.Engine.HashSeed,
                ExtentLimitBytes = (ulong)stone.Extents.Max(extent => extent.LimitBytes),
                CommitId = stone.Engine.Published.CommitId,
            };
            reply.ExtentPaths.AddRange(stone.Extents.Select(extent => extent.Path));
            return reply;
        }
        catch (SessionRefusedException e)
        {
            throw new GrpcException(GrpcStatusCode.ResourceExhausted, e.Message, e);
        }
    }

    private async Task<LogoutReply> LogoutAsync(LogoutRequest request, HttpContext call)
    {
        bool ended = await stone.Registry.EndAsync(request.SessionId, "it was logged out").ConfigureAwait(false);
        return ended ? new LogoutReply() : throw new GrpcException(GrpcStatusCode.NotFound, $"There is no session {request.SessionId}.");
    }

    private async IAsyncEnumerable<StatisticsReply> WatchStatisticsAsync(
        WatchStatisticsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        uint interval = request.IntervalMilliseconds == 0 ? 1000 : request.IntervalMilliseconds;
        if (interval < LeastIntervalMilliseconds)
        {
            throw new GrpcException(
                GrpcStatusCode.InvalidArgument, $"The interval is {interval} ms, it must be {LeastIntervalMilliseconds} at least.");
        }
        while (!cancellation.IsCancellationRequested)
        {
            yield return await stone.StatisticsAsync().ConfigureAwait(false);
            await Task.Delay((int)Math.Min(interval, int.MaxValue), cancellation).ConfigureAwait(false);
        }
    }

    private async Task<CheckpointReply> CheckpointAsync(CheckpointRequest request, HttpContext call)
    {
        try
        {
            return new CheckpointReply { CommitId = await stone.CheckpointAsync().ConfigureAwait(false) };
        }
        catch (StorageException e)
        {
            throw new GrpcException(e is RepositoryFullException ? GrpcStatusCode.ResourceExhausted : GrpcStatusCode.Internal, e.Message, e);
        }
    }

    private Task<StopReply> StopAsync(StopRequest request, HttpContext call)
    {
        // Stops after this reply is on its way.
        call.Response.OnCompleted(() =>
        {
            stone.RequestStop("a stop was asked for");
            return Task.CompletedTask;
        });
        return Task.FromResult(new StopReply { ProcessId = Environment.ProcessId });
    }
}
