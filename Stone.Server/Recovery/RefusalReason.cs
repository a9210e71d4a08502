namespace Stone.Server.Recovery;

/// <summary>Why a repository is not opened.</summary>
public enum RefusalReason
{
    /// <summary>The extent is shorter than what was allocated.</summary>
    Truncated,

    /// <summary>The file is no extent.</summary>
    NotAnExtent,

    /// <summary>The extent is of another repository or index than its metas, or of another size than allowed.</summary>
    Swapped,

    /// <summary>An extent is missing, or not named although it holds pages.</summary>
    ExtentMissing,

    /// <summary>An extent is of another repository than extent 0.</summary>
    ExtentForeign,

    /// <summary>An extent is of an earlier checkpoint than another one.</summary>
    ExtentStale,

    /// <summary>The format is of another version.</summary>
    WrongVersion,

    /// <summary>Extent header or both metas are damaged.</summary>
    MetaDamaged,

    /// <summary>A page that the meta reaches is damaged, stale or misplaced.</summary>
    PageDamaged,

    /// <summary>A log segment that is needed is missing.</summary>
    LogMissing,

    /// <summary>The log belongs to another repository or timeline.</summary>
    LogForeign,

    /// <summary>A batch that had been durable is damaged, or a batch says something that cannot be.</summary>
    LogDamaged,
}
