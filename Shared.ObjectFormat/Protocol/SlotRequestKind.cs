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
}
