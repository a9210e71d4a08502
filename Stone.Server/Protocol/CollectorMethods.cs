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
    private const int PieceBytes = 2 << 20;
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);

    /// <summary>The methods by path.</summary>
    public IEnumerable<KeyValuePair<string, IGrpcMethod>> ByPath =>
    [
        new(Service + "Work", new StreamingMethod<WorkRequest, WorkItem>(WorkRequest.Parser, WorkAsync)),
        Unary("Begin", CollectorBeginRequest.Parser, request => request.Run, Begin),
        Unary("ReadIds", ReadIdsRequest.Parser, request => request.Run, ReadIds),
        Unary("OpenBallot", OpenBallotRequest.Parser, request => request.Run, OpenBallot),
        Unary("BallotState", BallotStateRequest.Parser, request => request.Run,
            (attempt, _) => new BallotStateReply { IsOver = service.IsBallotOver(attempt) }),
        Unary("Condemn", CondemnRequest.Parser, request => request.Run, Condemn),
        Unary("RemoveDead", RemoveDeadRequest.Parser, request => request.Run,
            (_, request) => new RemoveDeadReply { Left = engine.RemoveDead(Math.Clamp(request.Most, 0, 100_000)) }),
        Unary("LiveRecords", LiveRecordsRequest.Parser, request => request.Run, LiveRecords),
        Unary("MovePages", MovePagesRequest.Parser, request => request.Run,
            (_, request) => new MovePagesReply { Records = engine.MovePages([.. request.Frames]) }),
        Unary("BundleLeaves", BundleLeavesRequest.Parser, request => request.Run,
            (_, request) => new BundleLeavesReply { AreMore = engine.BundleLeaves(request.OnlyFallen) }),
        Unary("Report", CollectionProgressMessage.Parser, request => request.Run, Report),
        Unary("End", CollectorEndRequest.Parser, request => request.Run, End, isLast: true),
    ];

    private KeyValuePair<string, IGrpcMethod> Unary<TRequest, TReply>(
        string name, MessageParser<TRequest> parser, Func<TRequest, ulong> run, Func<CollectionAttempt, TRequest, TReply> answer, bool isLast = false)
        where TRequest : class, IMessage<TRequest>
        where TReply : class, IMessage<TReply> => new(Service + name, new UnaryMethod<TRequest, TReply>(parser, (request, _) => Task.Run(() =>
        {
            CollectionAttempt attempt = service.Find(run(request))
                ?? throw new GrpcException(GrpcStatusCode.FailedPrecondition, $"Run {run(request)} does not go on.");
            try
            {
                return isLast ? answer(attempt, request) : attempt.Call(() => answer(attempt, request));
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
        ChannelReader<CollectionAttempt> work = service.Enter();
        try
        {
            while (await HasMoreAsync(work, cancellation).ConfigureAwait(false))
            {
                while (work.TryRead(out CollectionAttempt? attempt))
                {
                    WorkItem item = new() { Run = attempt.Run, Kind = (int)attempt.Kind };
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
    private async Task<bool> HasMoreAsync(ChannelReader<CollectionAttempt> work, CancellationToken cancellation)
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

    private CollectorBeginReply Begin(CollectionAttempt attempt, CollectorBeginRequest request)
    {
        Snapshot view = attempt.Begin();
        return new CollectorBeginReply { CommitId = view.CommitId, RootFrame = view.State.RootFrame, Depth = view.State.Depth };
    }

    private ReadIdsReply ReadIds(CollectionAttempt attempt, ReadIdsRequest request)
    {
        ReadIdsReply reply = new();
        void Read(ObjectIdBitmap set)
        {
            List<byte> runs = [];
            int head = -1;
            ulong number = request.FromWord;
            for (; reply.NextWord == 0 && set.TryFindWord(ref number, out ulong word); number++)
            {
                ObjectIdRuns.Append(runs, ref head, number, word);
                reply.NextWord = runs.Count >= PieceBytes ? number + 1 : 0;
            }
            reply.Ids = ByteString.CopyFrom(CollectionsMarshal.AsSpan(runs));
        }
        if (request.Set == ReadIdsRequest.Types.IdSet.Touched)
        {
            engine.LookAtTouched(Read);
        }
        else if (attempt.Epoch is { } epoch)
        {
            Read(request.Set == ReadIdsRequest.Types.IdSet.Created ? epoch.Created : epoch.Changed);
        }
        return reply;
    }

    private OpenBallotReply OpenBallot(CollectionAttempt attempt, OpenBallotRequest request)
    {
        attempt.OpenBallot();
        return new OpenBallotReply();
    }

    private CondemnReply Condemn(CollectionAttempt attempt, CondemnRequest request)
    {
        List<ulong> touched = [];
        CondemnReply reply = new() { IsCondemned = attempt.Condemn(request.Ids.Span, request.Ephemerons, request.IsLast, touched) };
        reply.Touched.AddRange(touched);
        return reply;
    }

    private LiveRecordsReply LiveRecords(CollectionAttempt attempt, LiveRecordsRequest request)
    {
        ushort[] counts = engine.LiveRecords(
            request.Extent, Math.Max(0, request.FromPage), PieceBytes / sizeof(ushort), request.OnlyFallen, out int next);
        return new LiveRecordsReply { Counts = ByteString.CopyFrom(MemoryMarshal.AsBytes<ushort>(counts)), NextPage = next };
    }

    private CollectorReportReply Report(CollectionAttempt attempt, CollectionProgressMessage message) => new()
    {
        GoesOn = service.Note(attempt, new CollectionProgress(
            (CollectionPhase)message.Phase, message.Done, message.Total, message.Marked, message.Dead, message.Removed, message.MovedRecords,
            message.ReclaimedPages)),
    };

    private CollectorEndReply End(CollectionAttempt attempt, CollectorEndRequest request)
    {
        service.EndRun(attempt, request.IsWhole, request.Failure);
        return new CollectorEndReply();
    }
}
