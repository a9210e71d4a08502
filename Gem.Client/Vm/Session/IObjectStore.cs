using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Session;

/// <summary>
/// A session's window on the committed object memory: it reads objects of one view (a snapshot), and commits
/// records as one transaction. Not thread-safe: a gem uses it under its VM lock.
/// Every call may throw <see cref="StoneUnreachableException"/>; calls that read or move the view may throw
/// <see cref="RepositoryViewLostException"/>.
/// </summary>
public unsafe interface IObjectStore : IDisposable
{
    /// <summary>The number the stone gave this session; positive.</summary>
    int SessionId { get; }

    /// <summary>The repository's seed for every persistent hash value.</summary>
    ulong HashSeed { get; }

    /// <summary>The commit whose state the current view shows.</summary>
    ulong ViewCommitId { get; }

    /// <summary>
    /// The committed record of an object in the current view, or null when the view has none.
    /// Valid until the view moves (<see cref="Commit"/>, <see cref="MoveView"/>, <see cref="Resume"/>).
    /// </summary>
    RecordHeader* Find(ulong objectId);

    /// <summary>
    /// The record of the first object of the view with an id from <paramref name="objectId"/> on, which becomes that id; null when
    /// there is none. Not all are a program's: symbols, layouts, nodes and the stone's own are among them. Valid as those of <see cref="Find"/>.
    /// </summary>
    RecordHeader* FindNext(ref ulong objectId);

    /// <summary>Reserves <paramref name="count"/> new object ids for this session; the first of a dense range.</summary>
    ulong LeaseObjectIds(int count);

    /// <summary>
    /// Finds or makes the one persistent symbol for each key, outside any transaction.
    /// <paramref name="ids"/> receives as many object ids as there are keys. A symbol made here is in views taken
    /// later; the id may be stored at once.
    /// </summary>
    void InternSymbols(ReadOnlySpan<SymbolKey> keys, Span<ulong> ids);

    /// <summary>Finds or makes the one persistent layout with these symbols as names of instance variables, in order.</summary>
    ulong InternLayout(ReadOnlySpan<ulong> symbolIds);

    /// <summary>
    /// Appends bytes to the pending commit: 16-aligned records, each a <see cref="RecordHeader"/> with its references
    /// and bytes. The bytes may be split anywhere; nothing is visible before <see cref="Commit"/>.
    /// </summary>
    void Stage(ReadOnlySpan<byte> records);

    /// <summary>
    /// Has the pending commit conflict when another session wrote one of these objects after this view. Belongs to what is
    /// staged, and goes with it.
    /// </summary>
    void Guard(ReadOnlySpan<ulong> objectIds);

    /// <summary>
    /// As <see cref="Guard"/>, for objects from which something staged is derived: besides, a session that writes one of them
    /// from a view older than this commit is in conflict.
    /// </summary>
    void Depend(ReadOnlySpan<ulong> objectIds);

    /// <summary>Forgets what was staged since the last commit.</summary>
    void DropStaged();

    /// <summary>
    /// Commits what was staged. On success the view moves to a state that includes this commit. On conflict or refusal
    /// the view stays and the staged data is dropped.
    /// </summary>
    CommitReply Commit();

    /// <summary>Moves the view to the newest committed state (abort, continue and refresh use it). Staged data is dropped.</summary>
    ViewChange MoveView();

    /// <summary>The ballot of a collection in which this session is asked to vote; 0 when there is none. On any thread.</summary>
    int Ballot { get; }

    /// <summary>
    /// Names the repository's objects that the VM holds. False when the view is older than what the collector looks at: these are kept, and
    /// the vote counts only after it has moved.
    /// </summary>
    bool Vote(int ballot, ReadOnlySpan<ulong> objectIds);

    /// <summary>
    /// True while a collection runs: objects that are found by an id, and not by a reference, may be about to go. See <see cref="Revive"/>.
    /// </summary>
    bool IsCollecting { get; }

    /// <summary>Keeps objects that were found by their ids; which of them are gone.</summary>
    ulong[] Revive(ReadOnlySpan<ulong> objectIds);

    /// <summary>
    /// Says that no code has run since the view last moved and none will until <see cref="Resume"/>: the stone may take
    /// the view away meanwhile without harm. A gem that waits for input calls it. <see cref="Find"/> must not be called.
    /// </summary>
    void Rest();

    /// <summary>Ends <see cref="Rest"/>; when the stone took the view meanwhile, moves to the newest one and says what changed.</summary>
    ViewChange Resume();
}
