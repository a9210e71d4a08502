using Shared.ObjectFormat.MessagePack;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;

namespace Stone.Server.Sessions;

/// <summary>Answers sessions that ask for collections. Only on the request loop's thread.</summary>
internal sealed class CollectionHandler(SlotReplyWriter replies)
{
    private readonly MessagePackWriter _writer = new();

    /// <summary>The stone's collections; null where there are none, as in tests of sessions.</summary>
    public CollectionService? Service { get; set; }

    /// <summary>Answers; false when the kind is none of these.</summary>
    public bool TryAnswer(GemSession session, SlotRequest request)
    {
        if (Service is not { } service)
            return false;
        switch (request.Kind)
        {
            case SlotRequestKind.Collect:
                CollectionKind kind = (CollectionKind)request.Count;
                if (!Enum.IsDefined(kind))
                    throw new InvalidDataException($"There is no kind of collection {request.Count}.");
                replies.Finish(session, SlotReplyStatus.Done, service.Want(kind).Number);
                return true;
            case SlotRequestKind.DescribeCollection:
                Describe(session, service.FindAny(request.Id.Series));
                return true;
            case SlotRequestKind.StopCollections:
                service.StopAll();
                replies.Finish(session, SlotReplyStatus.Done);
                return true;
            default:
                return false;
        }
    }

    private void Describe(GemSession session, CollectionTicket? ticket)
    {
        _writer.Clear();
        ticket?.Describe().WriteTo(_writer);
        replies.Finish(session, SlotReplyStatus.Done, (ulong)replies.SetAll(session, _writer.Written));
    }
}
