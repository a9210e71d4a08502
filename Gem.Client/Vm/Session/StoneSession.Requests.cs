using System.Buffers.Binary;
using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Session;

/// <summary>Commits, leases and interning.</summary>
public sealed unsafe partial class StoneSession
{
    /// <summary>Length u32 and encoding u8 before a symbol's bytes in the arena.</summary>
    private const int SymbolHeadBytes = 5;

    private int _stagedInArena;
    private bool _hasSentStaged;

    /// <summary>
    /// The request id of the last commit. When the stone died before it answered, a later session may ask by it what became
    /// of the commit (<see cref="FateOf"/>).
    /// </summary>
    public CommitRequestId LastRequestId { get; private set; }

    /// <inheritdoc/>
    public ulong LeaseObjectIds(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        CheckDone(_channel.Call(SlotRequestKind.LeaseIds, count: count));
        return _channel.Header->ReplyValue;
    }

    /// <inheritdoc/>
    public void InternSymbols(ReadOnlySpan<SymbolKey> keys, Span<ulong> ids)
    {
        if (ids.Length != keys.Length)
            throw new ArgumentException("There must be as many ids as keys.", nameof(ids));
        int done = 0;
        while (done < keys.Length)
        {
            SendStaged();
            int count = WriteSymbols(keys[done..], out int lengthBytes);
            CheckDone(_channel.Call(SlotRequestKind.InternSymbols, lengthBytes, count));
            new ReadOnlySpan<ulong>(_channel.Arena, count).CopyTo(ids[done..]);
            done += count;
        }
    }

    /// <inheritdoc/>
    public ulong InternLayout(ReadOnlySpan<ulong> symbolIds)
    {
        if (symbolIds.Length > SlotHeader.ArenaBytes / sizeof(ulong))
            throw new ArgumentException("A layout with so many names does not fit a request.", nameof(symbolIds));
        SendStaged();
        symbolIds.CopyTo(new Span<ulong>(_channel.Arena, symbolIds.Length));
        CheckDone(_channel.Call(SlotRequestKind.InternLayout, symbolIds.Length * sizeof(ulong), symbolIds.Length));
        return _channel.Header->ReplyValue;
    }

    /// <inheritdoc/>
    public void Stage(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            if (_stagedInArena == SlotHeader.ArenaBytes)
                SendStaged();
            int part = Math.Min(records.Length, SlotHeader.ArenaBytes - _stagedInArena);
            records[..part].CopyTo(new Span<byte>(_channel.Arena + _stagedInArena, part));
            _stagedInArena += part;
            records = records[part..];
        }
    }

    /// <inheritdoc/>
    public void Guard(ReadOnlySpan<ulong> objectIds) => SendIds(SlotRequestKind.Guard, objectIds);

    /// <inheritdoc/>
    public void Depend(ReadOnlySpan<ulong> objectIds) => SendIds(SlotRequestKind.Depend, objectIds);

    /// <inheritdoc/>
    public void DropStaged()
    {
        _stagedInArena = 0;
        if (!_hasSentStaged)
            return;
        _hasSentStaged = false;
        CheckDone(_channel.Call(SlotRequestKind.DropStaged));
    }

    /// <inheritdoc/>
    public CommitReply Commit()
    {
        LastRequestId = new CommitRequestId(_connection.Reply.RequestSeries, LastRequestId.Number + 1);
        int lengthBytes = _stagedInArena;
        _stagedInArena = 0;
        _hasSentStaged = false;
        SlotReplyStatus status = _channel.Call(SlotRequestKind.Commit, lengthBytes, id: LastRequestId);
        ViewChange none = ViewChange.None(ViewCommitId);
        return status switch
        {
            SlotReplyStatus.Done => new CommitReply(CommitOutcome.Committed, TakeView(), [], ""),
            SlotReplyStatus.Conflict => new CommitReply(CommitOutcome.Conflict, none, TakeConflicts(), ""),
            SlotReplyStatus.ViewLost => throw ViewLost(),
            _ => new CommitReply(CommitOutcome.Refused, none, [], _channel.ReplyText),
        };
    }

    /// <summary>What became of a commit, by its request id; also of a session before, also before a restart of the stone.</summary>
    /// <param name="requestId">The id: <see cref="LastRequestId"/> of the session that asked for it.</param>
    /// <param name="commitId">The commit's id when it was committed.</param>
    public CommitFate FateOf(CommitRequestId requestId, out ulong commitId)
    {
        CheckDone(_channel.Call(SlotRequestKind.Outcome, id: requestId));
        commitId = _channel.Header->ViewCommitId;
        return (CommitFate)_channel.Header->ReplyValue;
    }

    /// <inheritdoc/>
    public int Ballot => Volatile.Read(ref _channel.Header->Ballot);

    /// <inheritdoc/>
    public bool IsCollecting => Volatile.Read(ref *(int*)(_connection.Published.Pointer + SharedPages.CollectionOffset)) != 0;

    /// <inheritdoc/>
    public bool Vote(int ballot, ReadOnlySpan<ulong> objectIds)
    {
        while (true)
        {
            int count = Math.Min(objectIds.Length, SlotHeader.ArenaBytes / sizeof(ulong));
            bool isLast = count == objectIds.Length;
            WriteArena(objectIds[..count]);
            CommitRequestId arguments = new((ulong)ballot, isLast ? 1UL : 0);
            SlotReplyStatus status = _channel.Call(SlotRequestKind.Vote, count * sizeof(ulong), count, arguments);
            if (status != SlotReplyStatus.Waiting)
                CheckDone(status);
            if (isLast)
                return status != SlotReplyStatus.Waiting;
            objectIds = objectIds[count..];
        }
    }

    /// <inheritdoc/>
    public ulong[] Revive(ReadOnlySpan<ulong> objectIds)
    {
        List<ulong> gone = [];
        while (!objectIds.IsEmpty)
        {
            int count = Math.Min(objectIds.Length, SlotHeader.ArenaBytes / sizeof(ulong));
            WriteArena(objectIds[..count]);
            CheckDone(_channel.Call(SlotRequestKind.Revive, count * sizeof(ulong), count));
            gone.AddRange(TakeAll<ulong>());
            objectIds = objectIds[count..];
        }
        return [.. gone];
    }

    private void SendIds(SlotRequestKind kind, ReadOnlySpan<ulong> objectIds)
    {
        SendStaged();
        while (!objectIds.IsEmpty)
        {
            int count = Math.Min(objectIds.Length, SlotHeader.ArenaBytes / sizeof(ulong));
            objectIds[..count].CopyTo(new Span<ulong>(_channel.Arena, count));
            _hasSentStaged = true;
            CheckDone(_channel.Call(kind, count * sizeof(ulong), count));
            objectIds = objectIds[count..];
        }
    }

    /// <summary>Hands what is staged in the arena to the stone, so that the arena is free.</summary>
    private void SendStaged()
    {
        if (_stagedInArena == 0)
            return;
        int lengthBytes = _stagedInArena;
        _stagedInArena = 0;
        _hasSentStaged = true;
        // A refusal (too large) belongs to the commit: the stone keeps it and answers the commit with it.
        _channel.Call(SlotRequestKind.Stage, lengthBytes);
    }

    /// <summary>Writes as many symbols as fit the arena; at least one.</summary>
    private int WriteSymbols(ReadOnlySpan<SymbolKey> keys, out int lengthBytes)
    {
        Span<byte> arena = new(_channel.Arena, SlotHeader.ArenaBytes);
        lengthBytes = 0;
        int count = 0;
        foreach (SymbolKey key in keys)
        {
            ReadOnlySpan<byte> bytes = key.Bytes.Span;
            if (bytes.Length > SlotHeader.ArenaBytes - SymbolHeadBytes)
                throw new ArgumentException($"A symbol of {bytes.Length} bytes cannot be made persistent.", nameof(keys));
            // The reply needs eight bytes for each id, so short symbols are limited by their count.
            if (lengthBytes + SymbolHeadBytes + bytes.Length > arena.Length || (count + 1) * sizeof(ulong) > arena.Length)
                break;
            BinaryPrimitives.WriteInt32LittleEndian(arena[lengthBytes..], bytes.Length);
            arena[lengthBytes + sizeof(int)] = key.Encoding;
            bytes.CopyTo(arena[(lengthBytes + SymbolHeadBytes)..]);
            lengthBytes += SymbolHeadBytes + bytes.Length;
            count++;
        }
        return count;
    }

    private CommitConflict[] TakeConflicts()
    {
        SlotHeader* header = _channel.Header;
        ReadOnlySpan<SlotConflict> found = new(_channel.Arena + header->ChangedCount * sizeof(ulong), header->ConflictCount);
        CommitConflict[] conflicts = new CommitConflict[found.Length];
        for (int i = 0; i < conflicts.Length; i++)
            conflicts[i] = new CommitConflict((ConflictKind)found[i].Kind, found[i].ObjectId, found[i].OtherSession, found[i].TimeMicroseconds);
        return conflicts;
    }
}
