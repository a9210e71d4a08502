using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;
using Stone.Server.Storage;

namespace Stone.Server.Protocol;

/// <summary>The methods of the service maglev.stone.v1.Stone that are about collections.</summary>
internal sealed class CollectionMethods(CollectionControl control)
{
    private const string Service = "/maglev.stone.v1.Stone/";
    private static readonly TimeSpan TellInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>The methods by path.</summary>
    public IEnumerable<KeyValuePair<string, IGrpcMethod>> ByPath =>
    [
        new(Service + "StartCollection", new StreamingMethod<StartCollectionRequest, CollectionStatusReply>(StartCollectionRequest.Parser, StartAsync)),
        new(Service + "StopCollection", new UnaryMethod<StopCollectionRequest, CollectionStatusReply>(StopCollectionRequest.Parser, StopAsync)),
        new(Service + "CollectionStatus", new UnaryMethod<CollectionStatusRequest, CollectionStatusReply>(
            CollectionStatusRequest.Parser, (_, _) => Task.FromResult(control.Status()))),
        new(Service + "ScheduleCollection", new UnaryMethod<ScheduleCollectionRequest, CollectionStatusReply>(ScheduleCollectionRequest.Parser, ScheduleAsync)),
    ];

    private async IAsyncEnumerable<CollectionStatusReply> StartAsync(
        StartCollectionRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!Enum.IsDefined((CollectionKind)request.Kind))
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"There is no kind of collection {request.Kind}.");
        }
        CollectionTicket ticket = control.Service.Want((CollectionKind)request.Kind);
        while (request.Wait && !ticket.Ended.Task.IsCompleted)
        {
            yield return control.Status(ticket);
            await Task.WhenAny(ticket.Ended.Task, Task.Delay(TellInterval, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
        yield return control.Status(ticket);
    }

    private Task<CollectionStatusReply> StopAsync(StopCollectionRequest request, HttpContext call)
    {
        control.Service.StopAll();
        return Task.FromResult(control.Status());
    }

    private Task<CollectionStatusReply> ScheduleAsync(ScheduleCollectionRequest request, HttpContext call)
    {
        try
        {
            control.Schedule(request);
            return Task.FromResult(control.Status());
        }
        catch (ArgumentException e)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, e.Message, e);
        }
        catch (StorageException e)
        {
            throw new GrpcException(GrpcStatusCode.Internal, e.Message, e);
        }
    }
}
