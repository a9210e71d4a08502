using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Sessions;

/// <summary>The stone's copy of a request line, taken once: the gem may change the slot at any time.</summary>
/// <param name="Kind">What is asked; maybe no known kind.</param>
/// <param name="LengthBytes">Bytes of the arena in use, within the arena.</param>
/// <param name="Count">How many.</param>
/// <param name="Id">A commit's request id.</param>
/// <param name="IsSound">Whether length and count were within their limits.</param>
public readonly record struct SlotRequest(SlotRequestKind Kind, int LengthBytes, int Count, CommitRequestId Id, bool IsSound)
{
    /// <summary>Copies the request that stands in a slot.</summary>
    public static unsafe SlotRequest Read(SlotHeader* header)
    {
        int length = Volatile.Read(ref header->RequestLengthBytes);
        int count = Volatile.Read(ref header->RequestCount);
        bool isSound = length is >= 0 and <= SlotHeader.ArenaBytes && count >= 0;
        CommitRequestId id = new(Volatile.Read(ref header->RequestSeries), Volatile.Read(ref header->RequestNumber));
        return new SlotRequest((SlotRequestKind)Volatile.Read(ref header->RequestKind), length, count, id, isSound);
    }

    /// <summary>The object ids that fill the arena. Throws <see cref="InvalidDataException"/> when there are not as many as announced.</summary>
    public unsafe ReadOnlySpan<ulong> Ids(GemSession session) => Count == LengthBytes / sizeof(ulong)
        ? new ReadOnlySpan<ulong>(session.Arena, Count)
        : throw new InvalidDataException("The count and length of ids do not fit.");
}
