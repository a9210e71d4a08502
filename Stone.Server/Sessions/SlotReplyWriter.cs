using System.Text;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Commit;

namespace Stone.Server.Sessions;

/// <summary>Writes replies into slots and wakes their gems.</summary>
public sealed unsafe class SlotReplyWriter(IPlatform platform)
{
    /// <summary>Puts a view into the reply line.</summary>
    public void SetView(GemSession session, Snapshot view)
    {
        session.Header->ViewCommitId = view.CommitId;
        session.Header->ViewRootFrame = view.State.RootFrame;
        session.Header->ViewDepth = view.State.Depth;
    }

    /// <summary>Puts changed ids, which are already in the arena, into the reply line; -1: not complete.</summary>
    public void SetChanges(GemSession session, int count)
    {
        session.Header->ChangedCount = Math.Max(count, 0);
        session.Header->Flags = count < 0 ? SlotHeader.FlagChangesIncomplete : 0;
    }

    /// <summary>Puts conflicts into the arena, as many as fit.</summary>
    public void SetConflicts(GemSession session, ReadOnlySpan<SlotConflict> conflicts)
    {
        session.Header->ChangedCount = 0;
        session.Header->ConflictCount = SetAll(session, conflicts);
    }

    /// <summary>Puts structures into the arena, as many as fit; how many.</summary>
    public int SetAll<T>(GemSession session, ReadOnlySpan<T> items)
        where T : unmanaged
    {
        int count = Math.Min(items.Length, SlotHeader.ArenaBytes / sizeof(T));
        items[..count].CopyTo(new Span<T>(session.Arena, count));
        return count;
    }

    /// <summary>Ends a request: value and text, then the sequence, then a wake if the gem sleeps.</summary>
    public void Finish(GemSession session, SlotReplyStatus status, ulong value = 0, string text = "")
    {
        SlotHeader* header = session.Header;
        header->ReplyStatus = (int)status;
        header->ReplyValue = value;
        header->TextBytes = text.Length == 0 ? 0 : WriteText(session, text, SlotHeader.TextOffset, SlotHeader.TextLimitBytes);
        Volatile.Write(ref header->ReplySequence, session.LastSequence);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref header->GemSleeps) != 0)
            platform.Wake(&header->ReplySequence, 1);
    }

    /// <summary>Has a session look at its signals and at the lock it waits for.</summary>
    public void Signal(GemSession session)
    {
        if (session.Slot is null)
            return;
        Interlocked.Increment(ref session.Header->SignalSequence);
        platform.Wake(&session.Header->SignalSequence, int.MaxValue);
    }

    /// <summary>
    /// Leaves the reason why the session ends in the slot, where the gem finds it when no more reply comes. What it may be
    /// reading of an earlier reply is not touched.
    /// </summary>
    public static void SayLastWords(GemSession session, string reason)
    {
        if (session.Slot is null)
            return;
        int bytes = WriteText(session, reason, SlotHeader.LastWordsOffset, SlotHeader.LastWordsLimitBytes);
        Volatile.Write(ref session.Header->LastWordsBytes, bytes);
    }

    private static int WriteText(GemSession session, string text, int offset, int limitBytes)
    {
        Span<byte> target = new(session.Slot!.Pointer + offset, limitBytes);
        Encoding.UTF8.GetEncoder().Convert(text, target, flush: true, out _, out int bytes, out _);
        return bytes;
    }
}
