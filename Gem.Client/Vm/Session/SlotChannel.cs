using System.Diagnostics;
using System.Text;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Session;

/// <summary>
/// One request at a time through the session slot: write it, ring, wait for the reply. Short waits spin, longer ones sleep on
/// the reply's word; a wait that lasts asks whether the stone still lives.
/// </summary>
internal sealed unsafe class SlotChannel
{
    // About 2 µs.
    private const int SpinTurns = 50;

    // A commit that waits for no disk is answered in a quarter of it, and two wakes take half. Where it waits, for a disk or
    // for a processor, the time is lost: after a long spin in vain only the short one is tried for so many requests.
    private const int LongSpinMicroseconds = 50;
    private const int RequestsWithoutLongSpin = 100;
    private static readonly long LongSpinTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency * LongSpinMicroseconds / 1_000_000 : 0;
    private const int WaitMilliseconds = 100;
    private readonly IPlatform _platform;
    private readonly LocalStream _stream;
    private readonly SlotHeader* _header;
    private readonly byte* _slot;
    private readonly int* _stoneSleeps;
    private readonly int* _bell;
    private readonly string _stoneName;
    private int _shortSpins;
    private bool _isBroken;

    internal SlotChannel(SessionConnection connection, string stoneName)
    {
        _platform = connection.Platform;
        _stream = connection.Stream;
        _slot = connection.Slot.Pointer;
        _header = (SlotHeader*)_slot;
        _stoneSleeps = (int*)(connection.Published.Pointer + SharedPages.StoneSleepsOffset);
        _bell = (int*)(connection.Doorbell.Pointer + SharedPages.BellOffset);
        _stoneName = stoneName;
        if (_header->Magic != SlotHeader.MagicValue || _header->Generation != connection.Reply.Generation)
            throw new StoneUnreachableException($"Stone \"{stoneName}\" handed over memory that is not this session's slot.");
    }

    /// <summary>The slot's head: request in, reply out.</summary>
    internal SlotHeader* Header => _header;

    /// <summary>The arena.</summary>
    internal byte* Arena => _slot + SlotHeader.ArenaOffset;

    /// <summary>The text of the last reply.</summary>
    internal string ReplyText =>
        Encoding.UTF8.GetString(_slot + SlotHeader.TextOffset, Math.Clamp(_header->TextBytes, 0, SlotHeader.TextLimitBytes));

    /// <summary>Asks and waits for the reply, which then stands in the slot.</summary>
    /// <exception cref="StoneUnreachableException">The stone ended, or ended the session.</exception>
    internal SlotReplyStatus Call(SlotRequestKind kind, int lengthBytes = 0, int count = 0, CommitRequestId id = default)
    {
        if (_isBroken)
            throw Unreachable(isCommitting: false);
        _header->RequestKind = (int)kind;
        _header->RequestLengthBytes = lengthBytes;
        _header->RequestCount = count;
        _header->RequestSeries = id.Series;
        _header->RequestNumber = id.Number;
        int sequence = _header->RequestSequence + 1;
        Volatile.Write(ref _header->RequestSequence, sequence);
        // Either the stone, about to sleep, sees the request, or we see that it sleeps.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref *_stoneSleeps) != 0)
        {
            Interlocked.Increment(ref *_bell);
            _platform.Wake(_bell, 1);
        }
        if (!Spin(sequence) && !SpinLong(sequence) && !Sleep(sequence))
            throw Unreachable(kind == SlotRequestKind.Commit);
        return (SlotReplyStatus)_header->ReplyStatus;
    }

    /// <summary>Looks for the reply for a moment.</summary>
    private bool Spin(int sequence)
    {
        for (int turn = 0; turn < SpinTurns; turn++)
        {
            if (Volatile.Read(ref _header->ReplySequence) == sequence)
                return true;
            Thread.SpinWait(1);
        }
        return false;
    }

    /// <summary>Looks for the reply as long as the wakes would take that it saves, while that has proved worth it.</summary>
    private bool SpinLong(int sequence)
    {
        if (_shortSpins > 0)
        {
            _shortSpins--;
            return false;
        }
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetTimestamp() - start < LongSpinTicks;)
        {
            if (Spin(sequence))
                return true;
            // The stone may wait for this processor.
            Thread.Yield();
        }
        _shortSpins = RequestsWithoutLongSpin;
        return false;
    }

    /// <summary>False when there will be no reply.</summary>
    private bool Sleep(int sequence)
    {
        Volatile.Write(ref _header->GemSleeps, 1);
        Interlocked.MemoryBarrier();
        while (true)
        {
            int seen = Volatile.Read(ref _header->ReplySequence);
            if (seen == sequence)
                break;
            long before = Environment.TickCount64;
            _platform.Wait(&_header->ReplySequence, seen, WaitMilliseconds);
            // A reply may have been the last thing the stone did: look for it before giving up.
            if (Environment.TickCount64 - before < WaitMilliseconds / 2 || !_stream.IsClosedByPeer)
                continue;
            if (Volatile.Read(ref _header->ReplySequence) == sequence)
                break;
            _isBroken = true;
            return false;
        }
        Volatile.Write(ref _header->GemSleeps, 0);
        return true;
    }

    private StoneUnreachableException Unreachable(bool isCommitting)
    {
        int wordsBytes = Math.Clamp(Volatile.Read(ref _header->LastWordsBytes), 0, SlotHeader.LastWordsLimitBytes);
        string reason = wordsBytes == 0
            ? ", or ended itself"
            : ": " + Encoding.UTF8.GetString(_slot + SlotHeader.LastWordsOffset, wordsBytes);
        string consequence = isCommitting ? "whether this commit was made is not known" : "what was not committed is lost";
        return new($"Stone \"{_stoneName}\" ended this session{reason}; {consequence}.");
    }
}
