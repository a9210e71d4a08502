using System.Runtime.InteropServices;
using Google.Protobuf;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;
using Stone.Server.Storage;

namespace Stone.Server.Collector;

/// <summary>The stone of a collector process for one run, asked over gRPC; its extents are mapped for reading.</summary>
internal sealed unsafe class GrpcStone(GrpcChannel channel, WorkItem item, FileMap extents) : ICollectedStone
{
    private const string Service = "maglev.stone.v1.Collector/";
    private const int PieceBytes = 2 << 20;

    /// <inheritdoc/>
    public int ExtentCount => item.ExtentPaths.Count;

    /// <summary>Why the run failed; empty when it did not.</summary>
    public string Failure { get; set; } = "";

    /// <inheritdoc/>
    public MarkedView Begin(CollectionKind kind)
    {
        CollectorBeginReply view = Call("Begin", new CollectorBeginRequest { Run = item.Run }, CollectorBeginReply.Parser);
        extents.FollowGrowth();
        return new MarkedView((nint)extents.Pointer, new PublishedState(view.CommitId, view.RootFrame, view.Depth, 0));
    }

    /// <inheritdoc/>
    public void CopyEpoch(ObjectIdBitmap created, ObjectIdBitmap changed)
    {
        ReadIds(ReadIdsRequest.Types.IdSet.Created, created);
        ReadIds(ReadIdsRequest.Types.IdSet.Changed, changed);
    }

    /// <inheritdoc/>
    public void OpenBallot() => Call("OpenBallot", new OpenBallotRequest { Run = item.Run }, OpenBallotReply.Parser);

    /// <inheritdoc/>
    public bool IsBallotOver() => Call("BallotState", new BallotStateRequest { Run = item.Run }, BallotStateReply.Parser).IsOver;

    /// <inheritdoc/>
    public void CopyTouched(ObjectIdBitmap set) => ReadIds(ReadIdsRequest.Types.IdSet.Touched, set);

    /// <inheritdoc/>
    public bool TryCondemn(ObjectIdBitmap members, IReadOnlyList<ulong> ephemerons, List<ulong> touched)
    {
        List<byte> runs = [];
        int head = -1;
        for (ulong number = 0; members.TryFindWord(ref number, out ulong word); number++)
        {
            ObjectIdRuns.Append(runs, ref head, number, word);
            if (runs.Count >= PieceBytes)
            {
                Condemn(runs, [], isLast: false);
                head = -1;
            }
        }
        foreach (ulong[] part in ephemerons.Chunk(PieceBytes / sizeof(ulong) / 2))
        {
            Condemn(runs, part, isLast: false);
        }
        CondemnReply reply = Condemn(runs, [], isLast: true);
        touched.AddRange(reply.Touched);
        return reply.IsCondemned;
    }

    /// <inheritdoc/>
    public long RemoveDead(int most) => Call("RemoveDead", new RemoveDeadRequest { Run = item.Run, Most = most }, RemoveDeadReply.Parser).Left;

    /// <inheritdoc/>
    public ushort[] LiveRecords(int extent, bool onlyFallen)
    {
        List<ushort> all = [];
        int from = 0;
        do
        {
            LiveRecordsReply reply = Call(
                "LiveRecords", new LiveRecordsRequest { Run = item.Run, Extent = extent, FromPage = from, OnlyFallen = onlyFallen }, LiveRecordsReply.Parser);
            all.AddRange(MemoryMarshal.Cast<byte, ushort>(reply.Counts.Span));
            from = reply.NextPage;
        }
        while (from != 0);
        extents.FollowGrowth();
        return [.. all];
    }

    /// <inheritdoc/>
    public int RecordsOf(ulong frame)
    {
        PageHeader* page = (PageHeader*)(extents.Pointer + (frame << Frame.Shift));
        return page->Magic == PageHeader.MagicValue && page->Kind == PageKind.Data ? (int)page->Count : 0;
    }

    /// <inheritdoc/>
    public bool BundleLeaves(bool onlyFallen) =>
        Call("BundleLeaves", new BundleLeavesRequest { Run = item.Run, OnlyFallen = onlyFallen }, BundleLeavesReply.Parser).AreMore;

    /// <inheritdoc/>
    public int MovePages(ulong[] frames)
    {
        MovePagesRequest request = new() { Run = item.Run };
        foreach (ulong frame in frames)
        {
            Prefetch(frame);
            request.Frames.Add(frame);
        }
        return Call("MovePages", request, MovePagesReply.Parser).Records;
    }

    /// <inheritdoc/>
    public void Checkpoint() =>
        Call("maglev.stone.v1.Stone/Checkpoint", new CheckpointRequest(), CheckpointReply.Parser, isWholeName: true);

    /// <inheritdoc/>
    public bool Report(CollectionProgress progress) => Call("Report", new CollectionProgressMessage
    {
        Run = item.Run,
        Phase = (int)progress.Phase,
        Done = progress.Done,
        Total = progress.Total,
        Marked = progress.Marked,
        Dead = progress.Dead,
        Removed = progress.Removed,
        MovedRecords = progress.MovedRecords,
        ReclaimedPages = progress.ReclaimedPages,
    }, CollectorReportReply.Parser).GoesOn;

    /// <inheritdoc/>
    public void End(bool isWhole) => Call("End", new CollectorEndRequest { Run = item.Run, Failure = Failure, IsWhole = isWhole }, CollectorEndReply.Parser);

    /// <summary>Has the system read a page now, so that the stone does not wait for the disk while it holds up commits.</summary>
    private void Prefetch(ulong frame)
    {
        byte* page = extents.Pointer + (frame << Frame.Shift);
        int sum = 0;
        for (int at = 0; at < Frame.DataPageBytes; at += Frame.SizeBytes)
        {
            sum += Volatile.Read(ref page[at]);
        }
        GC.KeepAlive(sum);
    }

    private CondemnReply Condemn(List<byte> runs, ReadOnlySpan<ulong> ephemerons, bool isLast)
    {
        CondemnRequest request = new() { Run = item.Run, Ids = ByteString.CopyFrom(CollectionsMarshal.AsSpan(runs)), IsLast = isLast };
        foreach (ulong ephemeron in ephemerons)
        {
            request.Ephemerons.Add(ephemeron);
        }
        runs.Clear();
        return Call("Condemn", request, CondemnReply.Parser);
    }

    private void ReadIds(ReadIdsRequest.Types.IdSet set, ObjectIdBitmap into)
    {
        ulong from = 0;
        do
        {
            ReadIdsReply reply = Call("ReadIds", new ReadIdsRequest { Run = item.Run, Set = set, FromWord = from }, ReadIdsReply.Parser);
            ObjectIdRuns.Visit(reply.Ids.Span, into.AddWord);
            from = reply.NextWord;
        }
        while (from != 0);
    }

    private T Call<T>(string method, IMessage request, MessageParser<T> parser, bool isWholeName = false)
        where T : class, IMessage<T>
    {
        try
        {
            return channel.CallAsync(isWholeName ? method : Service + method, request, parser, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (GrpcException full) when (full.Status == GrpcStatusCode.ResourceExhausted)
        {
            throw new RepositoryFullException(full.Message);
        }
    }
}
