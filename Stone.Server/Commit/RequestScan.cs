using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;

namespace Stone.Server.Commit;

/// <summary>
/// What can be said of a request's images by looking at them alone: whether they are well formed, which objects they are,
/// and how much room they need at most. Needs no lock.
/// </summary>
internal sealed class RequestScan
{
    private readonly NodePaths _paths = new();

    /// <summary>Nothing looked at yet; about so many objects are expected.</summary>
    public RequestScan(int expectedObjects) => ObjectIds = new ObjectIdSet(expectedObjects);

    /// <summary>The objects of the request.</summary>
    public ObjectIdSet ObjectIds { get; }

    /// <summary>Those of them that are classes.</summary>
    public HashSet<ulong> ClassIds { get; } = [];

    /// <summary>Those of them that it removes.</summary>
    public HashSet<ulong> RemovedIds { get; } = [];

    /// <summary>Their number.</summary>
    public int ObjectCount => ObjectIds.Count;

    /// <summary>Bytes that were looked at.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>Of the last images that were looked at, the frames of the records that need a run of their own, in order.</summary>
    public List<uint> RunFrames { get; } = [];

    /// <summary>The room that the rest of them needs at most, and the nodes of all.</summary>
    public Reservation Reservation { get; private set; }

    /// <summary>Why the request is refused; null when it is well formed.</summary>
    public CommitOutcome? Refusal { get; private set; }

    /// <summary>Looks at all images of a request, after those of its stream. Without one a scan that is no longer needed may serve.</summary>
    public static RequestScan Of(CommitRequest request, long maximumBytes, RequestScan? spare)
    {
        ReadOnlySpan<byte> images = request.Images.Span;
        if (request.Stream == null)
        {
            spare?.Reset(ExpectedObjects(images.Length));
        }
        RequestScan scan = request.Stream?.Scan ?? spare ?? new RequestScan(ExpectedObjects(images.Length));
        if (request.Snapshot.IsReleased)
        {
            scan.Refusal = CommitOutcome.Refused("the session has no view: it was released");
        }
        else
        {
            scan.Look(images, maximumBytes);
        }
        return scan;
    }

    private void Reset(int expectedObjects)
    {
        ObjectIds.Clear(expectedObjects);
        ClassIds.Clear();
        RemovedIds.Clear();
        RunFrames.Clear();
        LengthBytes = 0;
        Reservation = default;
        Refusal = null;
        _paths.Clear();
    }

    /// <summary>A guess at the number of objects in so many bytes.</summary>
    public static int ExpectedObjects(int imageBytes) => Math.Min(imageBytes / 96, 1 << 22);

    /// <summary>Looks at further images.</summary>
    public void Look(ReadOnlySpan<byte> images, long maximumBytes)
    {
        LengthBytes += images.Length;
        if (LengthBytes > maximumBytes)
        {
            Refusal ??= CommitOutcome.Refused($"the request has {LengthBytes} bytes, more than the largest of {maximumBytes}");
        }
        if (Refusal == null)
        {
            Look(images);
        }
    }

    /// <summary>The size of the record at the start of images that were found well formed.</summary>
    public static int RecordBytes(ReadOnlySpan<byte> images) => (int)ObjectRecord.Header(images).RecordBytes;

    private void Look(ReadOnlySpan<byte> images)
    {
        RunFrames.Clear();
        long smallBytes = 0;
        for (int at = 0; at < images.Length;)
        {
            ReadOnlySpan<byte> rest = images[at..];
            if (CheckRecord(rest, at) is { } refusal)
            {
                Refusal = refusal;
                return;
            }
            int recordBytes = RecordBytes(rest);
            if (recordBytes > ObjectPlacement.LargestInPageBytes)
            {
                RunFrames.Add(ObjectPlacement.RunFrames(recordBytes));
            }
            else
            {
                smallBytes += recordBytes;
            }
            _paths.Add(ObjectRecord.Header(rest).ObjectId);
            at += recordBytes;
        }
        // Two pages next to each other hold more than one page's worth, so twice the bytes is enough.
        Reservation = new Reservation(_paths.Count, (2 * smallBytes / ObjectPlacement.LargestInPageBytes) + 2);
    }

    private CommitOutcome? CheckRecord(ReadOnlySpan<byte> rest, int at)
    {
        if (rest.Length < RecordHeader.SizeBytes)
        {
            return CommitOutcome.Refused($"the request ends in the middle of a record at byte {at}");
        }
        ref readonly RecordHeader header = ref ObjectRecord.Header(rest);
        ulong id = header.ObjectId;
        if (header.RecordBytes > rest.Length)
        {
            return CommitOutcome.Refused($"object {id}: its record at byte {at} claims {header.RecordBytes} bytes, but {rest.Length} are left", id);
        }
        if (id == 0 || id > Shared.ObjectFormat.Identity.ObjectIds.Maximum)
        {
            return CommitOutcome.Refused($"the record at byte {at} has the object id {id}, which no object can have", id);
        }
        if (id >= Shared.ObjectFormat.Identity.ObjectIds.StoneFirst && id < Shared.ObjectFormat.Identity.ObjectIds.FirstLeased)
        {
            return CommitOutcome.Refused($"object {id} is written by the stone only", id);
        }
        if (header.Format is RecordFormat.Symbol or RecordFormat.Layout or RecordFormat.Counters or RecordFormat.Directory or RecordFormat.ObjectIds)
        {
            return CommitOutcome.Refused($"object {id}: records of format {header.Format} are made by the stone only", id);
        }
        if (header.Reserved != 0 || (header.Flags & ~(RecordFlags.Removed | RecordFlags.Frozen)) != 0)
        {
            return CommitOutcome.Refused($"object {id}: its record has flags that this version does not know", id);
        }
        if ((header.Flags & RecordFlags.Removed) != 0 && (header.ReferenceCount | header.ByteCount) != 0)
        {
            return CommitOutcome.Refused($"object {id}: a removal carries no contents", id);
        }
        if ((header.Flags & RecordFlags.Removed) == 0 && header.ClassId == 0)
        {
            return CommitOutcome.Refused($"object {id} has no class", id);
        }
        int usedBytes = (int)(RecordHeader.SizeBytes + (8L * header.ReferenceCount) + header.ByteCount);
        if (rest[usedBytes..(int)header.RecordBytes].ContainsAnyExcept((byte)0))
        {
            return CommitOutcome.Refused($"object {id}: its record does not end in zeros", id);
        }
        if ((header.Flags & RecordFlags.Removed) != 0)
        {
            RemovedIds.Add(id);
        }
        else if (header.Format == RecordFormat.Class)
        {
            ClassIds.Add(id);
        }
        if (!ObjectIds.Add(id))
        {
            return CommitOutcome.Refused($"object {id} comes twice in the request", id);
        }
        foreach (ReferenceWord word in ObjectRecord.References(rest))
        {
            if (!word.IsValid)
            {
                return CommitOutcome.Refused($"object {id} has an {word} as a reference", id);
            }
        }
        return null;
    }
}
