namespace Shared.ObjectFormat.Protocol;

/// <summary>What a gem asks through its slot.</summary>
public enum SlotRequestKind
{
    /// <summary>Nothing; never sent.</summary>
    None = 0,

    /// <summary>The newest view. Staged data is dropped. Reply: view, changed ids.</summary>
    MoveView = 1,

    /// <summary>Appends the arena's bytes to the pending commit.</summary>
    Stage = 2,

    /// <summary>Appends the arena's bytes, then commits under the request id. Reply: as MoveView, or conflicts, or text.</summary>
    Commit = 3,

    /// <summary>Forgets what was staged.</summary>
    DropStaged = 4,

    /// <summary>Count new object ids. Reply value: the first of a dense range.</summary>
    LeaseIds = 5,

    /// <summary>
    /// The arena has count symbols, each: length u32, encoding u8, bytes. Reply: their ids in the arena, as changed ids are.
    /// </summary>
    InternSymbols = 6,

    /// <summary>The arena has count symbol ids. Reply value: the layout's id.</summary>
    InternLayout = 7,

    /// <summary>
    /// How the commit with this request id ended. Reply value: a <see cref="CommitFate"/>; the view's commit id: its commit.
    /// </summary>
    Outcome = 8,

    /// <summary>The arena has count ids of objects that nobody else may have written when the pending commit is made.</summary>
    Guard = 9,

    /// <summary>
    /// As <see cref="Guard"/>; besides, who writes one of them from a view that is older than the commit is in conflict with
    /// it. For what is derived from an object, such as an entry of an index.
    /// </summary>
    Depend = 10,

    /// <summary>
    /// The arena has count ids of objects to lock, all or none; the series is a <see cref="LockKind"/>, the number 1 when the
    /// session wants to wait. Reply: done, with the ids of those that were changed after the view; denied, with the
    /// <see cref="SlotLock"/>s that stand against it; or waiting.
    /// </summary>
    Lock = 11,

    /// <summary>What has become of the lock that is waited for. Reply: as <see cref="Lock"/>.</summary>
    AwaitLock = 12,

    /// <summary>Ends the wait for a lock. Reply: done when it was granted before, denied otherwise.</summary>
    CancelLock = 13,

    /// <summary>The arena has count ids of objects whose locks are given up; none: all of the session.</summary>
    Unlock = 14,

    /// <summary>All locks. Reply value: how many <see cref="SlotLock"/>s are in the arena.</summary>
    ListLocks = 15,

    /// <summary>Adds the number, signed, to the shared counter of index count. Durable. Reply value: the counter.</summary>
    AddToCounter = 16,

    /// <summary>Sets the shared counter of index count to the number. Durable. Reply value: the counter.</summary>
    SetCounter = 17,

    /// <summary>Who is logged in. Reply value: bytes of MessagePack in the arena, an array of <see cref="SessionDescription"/>.</summary>
    ListSessions = 18,

    /// <summary>The arena has count ids of objects; the session wants to be told when others commit one.</summary>
    Watch = 19,

    /// <summary>The arena has count ids of objects that are watched no more; none: all of the session.</summary>
    Unwatch = 20,

    /// <summary>Sends the session of number count a signal: the number, and the arena's bytes as text.</summary>
    SendSignal = 21,

    /// <summary>The next signal of the <see cref="SignalKind"/> count. Reply value: bytes of MessagePack in the arena, a <see cref="SessionSignal"/>; 0 when there is none.</summary>
    TakeSignal = 22,

    /// <summary>
    /// The vote in a collection: the arena has count ids of objects of the repository that the session's VM holds; the series is the ballot,
    /// the number 1 when no more follow. Reply: done, also when the ballot is over; waiting when the session's view is older than what the
    /// collector looks at: vote again, from the first id on, when it has moved.
    /// </summary>
    Vote = 23,

    /// <summary>
    /// The arena has count ids of objects that a program found by id and not by a reference: as long as
    /// <see cref="SharedPages.CollectionOffset"/> says that a collection runs, they may be about to go. Reply value: how many of them
    /// are gone, with their ids in the arena; the others are kept.
    /// </summary>
    Revive = 24,

    /// <summary>Has the collector make a collection of the kind count: 0 tidies pages, 1 full, 2 what was created lately, 3 only counts. Reply value: its number.</summary>
    Collect = 25,

    /// <summary>
    /// How far the collection is that has the series as its number; 0 for the one that goes on. Reply value: bytes of MessagePack in the arena, a
    /// <see cref="CollectionDescription"/>; 0 when there is none, or it is too long ago.
    /// </summary>
    DescribeCollection = 26,

    /// <summary>Ends the collection that goes on and those that wait.</summary>
    StopCollections = 27,
}
