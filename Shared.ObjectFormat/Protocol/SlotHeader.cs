using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// The head of a session slot: shared memory between one gem and the stone. The gem writes the request line, the stone the
/// reply line; each 64-byte line has one writer, except the state, which both change by compare-and-swap. The arena begins at
/// <see cref="ArenaOffset"/>: the gem fills it for a request, the stone for the reply.
/// <code>
///    0       4         8         12        16                                          64
///   ┌───────┬─────────┬─────────┬─────────┬────────────┬───────────────────────────────┐
///   │ magic │ version │ session │ arena   │ generation │ 0                             │ identity (stone, once)
///   │       │         │         │ bytes   │            │                               │
///   64      68        72        76        80           88          96                  128
///   ├───────┼─────────┼─────────┼─────────┼────────────┼───────────────────────────────┤
///   │request│ kind    │ length  │ count   │ series     │ number    │ 0                 │ request (gem)
///   │sequ.  │         │ bytes   │         │            │                               │
///   128     132       136       140       144          152          160         168    192
///   ├───────┼─────────┼─────────┼─────────┼────────────┼────────────┼───────────┼──────┤
///   │ reply │ status  │ depth   │ changed │ commit id  │ root frame │ value     │ ...  │ reply (stone)
///   │ sequ. │         │         │ count   │            │            │           │      │
///   ├───────┴─────────┴─────────┴─────────┴────────────┴────────────┴───────────┴──────┤
///   168: conflict count, 172: text bytes, 176: flags, 180: last words' bytes, 184: signals, 188: ballot (stone)
///   192: gem sleeps (gem)                       256: slot state (both)
///   512..1023: last words (stone), UTF-8        1024..3711: text (stone), UTF-8      3712..4095: statistics (gem)
/// </code>
/// Little-endian. In the arena a reply holds ids (8 bytes each), then conflicts (<see cref="SlotConflict"/>), or what the request's
/// kind says. Replies to Stage, DropStaged, Guard, Depend, LeaseIds and InternLayout do not touch the arena.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct SlotHeader
{
    /// <summary>Size of the structure.</summary>
    public const int SizeBytes = 320;

    /// <summary>Where the arena begins.</summary>
    public const int ArenaOffset = 4096;

    /// <summary>Size of the arena.</summary>
    public const int ArenaBytes = 2 << 20;

    /// <summary>Size of the whole slot.</summary>
    public const int SlotBytes = ArenaOffset + ArenaBytes;

    /// <summary>Where the reason stands for which the stone ended the session.</summary>
    public const int LastWordsOffset = 512;

    /// <summary>No last words are longer.</summary>
    public const int LastWordsLimitBytes = TextOffset - LastWordsOffset;

    /// <summary>Where a reply's text stands.</summary>
    public const int TextOffset = 1024;

    /// <summary>No text is longer.</summary>
    public const int TextLimitBytes = StatisticsOffset - TextOffset;

    /// <summary>How many numbers (i64) a session can show others.</summary>
    public const int StatisticCount = 48;

    /// <summary>Where they stand.</summary>
    public const int StatisticsOffset = ArenaOffset - StatisticCount * sizeof(long);

    /// <summary>"SLOT" in ASCII.</summary>
    public const uint MagicValue = 0x544F4C53;

    /// <summary>The version of this layout and of the requests.</summary>
    public const uint VersionValue = 3;

    /// <summary><see cref="Flags"/>: the changed ids are not complete.</summary>
    public const int FlagChangesIncomplete = 1;

    /// <summary>Tells a slot from other memory.</summary>
    [FieldOffset(0)] public uint Magic;

    /// <summary>See <see cref="VersionValue"/>.</summary>
    [FieldOffset(4)] public uint Version;

    /// <summary>The session's number.</summary>
    [FieldOffset(8)] public int SessionId;

    /// <summary>Size of the arena.</summary>
    [FieldOffset(12)] public int ArenaLengthBytes;

    /// <summary>Tells this session from an earlier one of the same number.</summary>
    [FieldOffset(16)] public ulong Generation;

    /// <summary>Counts requests; written last, so that all of the request is there when it changes.</summary>
    [FieldOffset(64)] public int RequestSequence;

    /// <summary>What is asked: a <see cref="SlotRequestKind"/>.</summary>
    [FieldOffset(68)] public int RequestKind;

    /// <summary>Bytes of the arena that the request uses.</summary>
    [FieldOffset(72)] public int RequestLengthBytes;

    /// <summary>How many ids, symbols or the like are asked for.</summary>
    [FieldOffset(76)] public int RequestCount;

    /// <summary>First half of a commit's request id: the number that its session got at login.</summary>
    [FieldOffset(80)] public ulong RequestSeries;

    /// <summary>Second half of a commit's request id: counts the session's commits.</summary>
    [FieldOffset(88)] public ulong RequestNumber;

    /// <summary>The sequence of the request that is answered; written last.</summary>
    [FieldOffset(128)] public int ReplySequence;

    /// <summary>How it went: a <see cref="SlotReplyStatus"/>.</summary>
    [FieldOffset(132)] public int ReplyStatus;

    /// <summary>Levels of the object table of the new view.</summary>
    [FieldOffset(136)] public int ViewDepth;

    /// <summary>Number of changed ids in the arena.</summary>
    [FieldOffset(140)] public int ChangedCount;

    /// <summary>The commit that the new view shows.</summary>
    [FieldOffset(144)] public ulong ViewCommitId;

    /// <summary>Frame of the object table's root in the new view.</summary>
    [FieldOffset(152)] public ulong ViewRootFrame;

    /// <summary>An id, or what the kind says.</summary>
    [FieldOffset(160)] public ulong ReplyValue;

    /// <summary>Number of conflicts in the arena.</summary>
    [FieldOffset(168)] public int ConflictCount;

    /// <summary>Bytes of text at <see cref="TextOffset"/>.</summary>
    [FieldOffset(172)] public int TextBytes;

    /// <summary>See <see cref="FlagChangesIncomplete"/>.</summary>
    [FieldOffset(176)] public int Flags;

    /// <summary>Bytes of text at <see cref="LastWordsOffset"/>; 0 while the session lasts, and when the stone was killed.</summary>
    [FieldOffset(180)] public int LastWordsBytes;

    /// <summary>Counts what the session should look at: signals to take, a lock that was granted. The stone wakes who sleeps on it.</summary>
    [FieldOffset(184)] public int SignalSequence;

    /// <summary>
    /// The ballot in which the session is asked to vote (<see cref="SlotRequestKind.Vote"/>); 0 when there is none, or it has voted. Whenever
    /// it is set, <see cref="SignalSequence"/> rises too.
    /// </summary>
    [FieldOffset(188)] public int Ballot;

    /// <summary>1 while the gem sleeps on <see cref="ReplySequence"/>.</summary>
    [FieldOffset(192)] public int GemSleeps;

    /// <summary>A <see cref="SlotState"/>.</summary>
    [FieldOffset(256)] public int State;
}
