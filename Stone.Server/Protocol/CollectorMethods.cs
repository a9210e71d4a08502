using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Protocol;

/// <summary>The service maglev.stone.v1.Collector: what the collector process asks of its stone.</summary>
/// <param name="engine">The repository.</param>
/// <param name="service">The collections.</param>
/// <param name="describe">Fills in what the collector must know of the repository to map it, and how much it may take.</param>
internal sealed class CollectorMethods(StorageEngine engine, CollectionService service, Action<WorkItem> describe)
{
    private const string Service = "/maglev.stone.v1.Collector/";
    private const int WordsBytes = 2 << 20;
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);

    /// <summary>The methods by path.</summary>
    public IEnumerable<KeyValuePair<string, IGrpcMethod>> ByPath =>
    [
        new(Service + "Work", new StreamingMethod<WorkRequest, WorkItem>(WorkRequest.Parser, WorkAsync)),
        Unary("Begin", CollectorBeginRequest.Parser, request => request.Run, Begin),
        Unary("ReadIds", ReadIdsRequest.Parser, request => request.Run, ReadIds),
        Unary("OpenBallot", OpenBallotRequest.Parser, request => request.Run, OpenBallot),
        Unary("BallotState", BallotStateRequest.Parser, request => request.Run,
            (ticket, _) => new BallotStateReply { IsOver = service.IsBallotOver(ticket) }),
        Unary("Condemn", CondemnRequest.Parser, request => request.Run, Condemn),
        Unary("RemoveDead", RemoveDeadRequest.Parser, request => request.Run,
            (_, request) => new RemoveDeadReply { Left = engine.RemoveDead(Math.Clamp(request.Most, 1, 100_000)) }),
        Unary("LiveRecords", LiveRecordsRequest.Parser, request => request.Run, LiveRecords),
        Unary("MovePages", MovePagesRequest.Parser, request => request.Run,
            (_, request) => new MovePagesReply { Records = engine.MovePages([.. request.Frames]) }),
        Unary("Report", CollectionProgressMessage.Parser, request => request.Run, Report),
        Unary("End", CollectorEndRequest.Parser, request => request.Run, End),
    ];

    private KeyValuePair<string, IGrpcMethod> Unary<TRequest, TReply>(
        string name, MessageParser<TRequest> parser, Func<TRequest, ulong> run, Func<CollectionTicket, TRequest, TReply> answer)
        where TRequest : class, IMessage<TRequest>
        where TReply : class, IMessage<TReply> => new(Service + name, new UnaryMethod<TRequest, TReply>(parser, (request, _) => Task.Run(() =>
        {
            CollectionTicket ticket = service.Find(run(request))
                ?? throw new GrpcException(GrpcStatusCode.FailedPrecondition, $"Run {run(request)} does not go on.");
            try
            {
                return answer(ticket, request);
            }
            catch (RepositoryFullException full)
            {
                throw new GrpcException(GrpcStatusCode.ResourceExhausted, full.Message, full);
            }
            catch (Exception e) when (e is InvalidOperationException or InvalidDataException)
            {
                throw new GrpcException(GrpcStatusCode.FailedPrecondition, e.Message, e);
            }
        })));

    private async IAsyncEnumerable<WorkItem> WorkAsync(WorkRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ChannelReader<CollectionTicket> work = service.Enter();
        try
        {
            while (await HasMoreAsync(work, cancellation).ConfigureAwait(false))
            {
                while (work.TryRead(out CollectionTicket? ticket))
                {
                    WorkItem item = new() { Run = ticket.Run, Kind = (int)ticket.Kind };
                    describe(item);
                    yield return item;
                }
            }
        }
        finally
        {
            service.Leave(work);
        }
    }

    /// <summary>False when the collector is not needed any more: nothing was to be done for a while, or the stone stops.</summary>
    private async Task<bool> HasMoreAsync(ChannelReader<CollectionTicket> work, CancellationToken cancellation)
    {
        while (true)
        {
            using CancellationTokenSource idle = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            idle.CancelAfter(IdleLimit);
            try
            {
                return await work.WaitToReadAsync(idle.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                if (!service.HasWork)
                {
                    return false;
                }
            }
        }
    }

    private CollectorBeginReply Begin(CollectionTicket ticket, CollectorBeginRequest request)
    {
        Snapshot view = service.BeginRun(ticket);
        return new CollectorBeginReply { CommitId = view.CommitId, RootFrame = view.State.RootFrame, Depth = view.State.Depth };
    }

    private ReadIdsReply ReadIds(CollectionTicket ticket, ReadIdsRequest request)
    {
        using ObjectIdBitmap copy = new();
        ObjectIdBitmap set = request.Set switch
        {
            ReadIdsRequest.Types.IdSet.Created => ticket.Epoch?.Created ?? copy,
            ReadIdsRequest.Types.IdSet.Changed => ticket.Epoch?.Changed ?? copy,
            _ => copy,
        };
        if (request.Set == ReadIdsRequest.Types.IdSet.Touched)
        {
            engine.CopyTouched(copy);
        }
        List<byte> runs = [];
        int head = -1;
        ulong number = request.FromWord;
        ulong next = 0;
        for (; next == 0 && set.TryFindWord(ref number, out ulong word); number++)
        {
            ObjectIdRuns.Append(runs, ref head, number, word);
            next = runs.Count >= WordsBytes ? number + 1 : 0;
        }
        return new ReadIdsReply { Ids = ByteString.CopyFrom(CollectionsMarshal.AsSpan(runs)), NextWord = next };
    }

    private OpenBallotReply OpenBallot(CollectionTicket ticket, OpenBallotRequest request)
    {
        service.OpenBallot(ticket);
        return new OpenBallotReply();
    }

    private CondemnReply Condemn(CollectionTicket ticket, CondemnRequest request)
    {
        ObjectIdBitmap members = ticket.ToCondemn ??= new ObjectIdBitmap();
        ObjectIdRuns.Visit(request.Ids.Span, members.AddWord);
        ticket.Ephemerons.AddRange(request.Ephemerons);
        CondemnReply reply = new();
        if (request.IsLast)
        {
            List<ulong> touched = [];
            reply.IsCondemned = service.TryCondemn(ticket, touched);
            reply.Touched.AddRange(touched);
        }
        return reply;
    }

    private LiveRecordsReply LiveRecords(CollectionTicket ticket, LiveRecordsRequest request)
    {
        ReadOnlySpan<ushort> all = engine.LiveRecords(request.Extent);
        int from = Math.Clamp(request.FromPage, 0, all.Length);
        int count = Math.Min(all.Length - from, WordsBytes / sizeof(ushort));
        return new LiveRecordsReply
        {
            Counts = ByteString.CopyFrom(MemoryMarshal.AsBytes(all.Slice(from, count))),
            NextPage = from + count < all.Length ? from + count : 0,
        };
    }

    private CollectorReportReply Report(CollectionTicket ticket, CollectionProgressMessage message) => new()
    {
        GoesOn = service.Note(ticket, new CollectionProgress(
            (CollectionPhase)message.Phase, message.Done, message.Total, message.Marked, message.Dead, message.Removed, message.MovedRecords,
            message.ReclaimedPages)),
    };

    private CollectorEndReply End(CollectionTicket ticket, CollectorEndRequest request)
    {
        service.EndRun(ticket, request.Failure);
        return new CollectorEndReply();
    }
}
