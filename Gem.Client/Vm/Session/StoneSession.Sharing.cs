using System.Runtime.InteropServices;
using System.Text;
using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Session;

/// <summary>What sessions share outside their transactions.</summary>
public sealed unsafe partial class StoneSession : ISessionServices
{
    private StoneWatch? _watch;

    /// <inheritdoc/>
    public int SignalSequence => Volatile.Read(ref _channel.Header->SignalSequence);

    /// <inheritdoc/>
    public Span<long> Statistics => new((byte*)_channel.Header + SlotHeader.StatisticsOffset, SlotHeader.StatisticCount);

    /// <inheritdoc/>
    public LockReply Lock(LockKind kind, ReadOnlySpan<ulong> objectIds, bool mayWait)
    {
        if (objectIds.Length > SlotHeader.ArenaBytes / sizeof(ulong))
            throw new StoneRefusedException($"{objectIds.Length} objects cannot be locked at once, no more than {SlotHeader.ArenaBytes / sizeof(ulong)}.");
        WriteArena(objectIds);
        CommitRequestId arguments = new((ulong)kind, mayWait ? 1UL : 0);
        return TakeLockReply(_channel.Call(SlotRequestKind.Lock, objectIds.Length * sizeof(ulong), objectIds.Length, arguments));
    }

    /// <inheritdoc/>
    public LockReply AwaitLock() => TakeLockReply(Ask(SlotRequestKind.AwaitLock));

    /// <inheritdoc/>
    public LockReply CancelLock() => TakeLockReply(Ask(SlotRequestKind.CancelLock));

    /// <inheritdoc/>
    public void Unlock(ReadOnlySpan<ulong> objectIds) => SendSome(SlotRequestKind.Unlock, objectIds);

    /// <inheritdoc/>
    public SlotLock[] Locks()
    {
        CheckDone(Ask(SlotRequestKind.ListLocks));
        return TakeAll<SlotLock>();
    }

    /// <inheritdoc/>
    public long Counter(int index)
    {
        if (index is < 1 or > SharedPages.CounterCount)
            throw new StoneRefusedException($"there is no shared counter {index}: they are numbered from 1 to {SharedPages.CounterCount}");
        return Volatile.Read(ref ((long*)(_connection.Published.Pointer + SharedPages.CountersOffset))[index - 1]);
    }

    /// <inheritdoc/>
    public long AddToCounter(int index, long by)
    {
        CheckDone(_channel.Call(SlotRequestKind.AddToCounter, 0, index, new CommitRequestId(0, (ulong)by)));
        return (long)_channel.Header->ReplyValue;
    }

    /// <inheritdoc/>
    public void SetCounter(int index, long value) =>
        CheckDone(_channel.Call(SlotRequestKind.SetCounter, 0, index, new CommitRequestId(0, (ulong)value)));

    /// <inheritdoc/>
    public SessionDescription[] Sessions()
    {
        CheckDone(Ask(SlotRequestKind.ListSessions));
        return SessionDescription.ReadAll(TakeMessage());
    }

    /// <inheritdoc/>
    public void Watch(ReadOnlySpan<ulong> objectIds)
    {
        if (!objectIds.IsEmpty)
            SendSome(SlotRequestKind.Watch, objectIds);
    }

    /// <inheritdoc/>
    public void Unwatch(ReadOnlySpan<ulong> objectIds) => SendSome(SlotRequestKind.Unwatch, objectIds);

    /// <inheritdoc/>
    public void SendSignal(int session, long number, string text)
    {
        SendStaged();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > SessionSignal.TextLimitBytes)
            throw new StoneRefusedException($"A signal's text has {bytes.Length} bytes, no more than {SessionSignal.TextLimitBytes} can be sent.");
        WriteArena<byte>(bytes);
        CheckDone(_channel.Call(SlotRequestKind.SendSignal, bytes.Length, session, new CommitRequestId(0, (ulong)number)));
    }

    /// <inheritdoc/>
    public SessionSignal? TakeSignal(SignalKind kind)
    {
        CheckDone(Ask(SlotRequestKind.TakeSignal, (int)kind));
        return _channel.Header->ReplyValue == 0 ? null : SessionSignal.Read(TakeMessage());
    }

    /// <inheritdoc/>
    public ulong Collect(int kind)
    {
        CheckDone(Ask(SlotRequestKind.Collect, kind));
        return _channel.Header->ReplyValue;
    }

    /// <inheritdoc/>
    public CollectionDescription? DescribeCollection(ulong number)
    {
        SendStaged();
        CheckDone(_channel.Call(SlotRequestKind.DescribeCollection, id: new CommitRequestId(number, 0)));
        return _channel.Header->ReplyValue == 0 ? null : CollectionDescription.Read(TakeMessage());
    }

    /// <inheritdoc/>
    public void StopCollections() => CheckDone(Ask(SlotRequestKind.StopCollections));

    /// <inheritdoc/>
    public void WaitForSignal(int seen, int milliseconds) =>
        _connection.Platform.Wait(&_channel.Header->SignalSequence, seen, milliseconds);

    /// <inheritdoc/>
    public void Watch(Func<bool> onNews) => _watch = new StoneWatch(this, onNews);

    /// <summary>Has whoever waits for a signal look again.</summary>
    internal void WakeWatch() => _connection.Platform.Wake(&_channel.Header->SignalSequence, int.MaxValue);

    /// <summary>A request whose reply takes the arena.</summary>
    private SlotReplyStatus Ask(SlotRequestKind kind, int count = 0)
    {
        SendStaged();
        return _channel.Call(kind, count: count);
    }

    /// <summary>Sends ids in as many requests as they need; one without ids when there are none.</summary>
    private void SendSome(SlotRequestKind kind, ReadOnlySpan<ulong> objectIds)
    {
        do
        {
            int count = Math.Min(objectIds.Length, SlotHeader.ArenaBytes / sizeof(ulong));
            WriteArena(objectIds[..count]);
            CheckDone(_channel.Call(kind, count * sizeof(ulong), count));
            objectIds = objectIds[count..];
        }
        while (!objectIds.IsEmpty);
    }

    private void WriteArena<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        SendStaged();
        MemoryMarshal.AsBytes(items).CopyTo(new Span<byte>(_channel.Arena, SlotHeader.ArenaBytes));
    }

    private LockReply TakeLockReply(SlotReplyStatus status)
    {
        LockOutcome? outcome = status switch
        {
            SlotReplyStatus.Done => LockOutcome.Granted,
            SlotReplyStatus.Denied => LockOutcome.Denied,
            SlotReplyStatus.Waiting => LockOutcome.Waiting,
            SlotReplyStatus.Deadlock => LockOutcome.Deadlock,
            _ => null,
        };
        if (outcome is null)
            CheckDone(status);
        return outcome == LockOutcome.Granted
            ? new LockReply(LockOutcome.Granted, TakeAll<ulong>(), [])
            : new LockReply(outcome!.Value, [], TakeAll<SlotLock>());
    }

    /// <summary>The structures of which the reply's value tells the number.</summary>
    private T[] TakeAll<T>()
        where T : unmanaged
    {
        int count = (int)Math.Min(_channel.Header->ReplyValue, (ulong)(SlotHeader.ArenaBytes / sizeof(T)));
        return new ReadOnlySpan<T>(_channel.Arena, count).ToArray();
    }

    private byte[] TakeMessage() => TakeAll<byte>();
}
