namespace Shared.ObjectFormat.Log;

/// <summary>What a log record says. Values are on disk and never change.</summary>
public enum LogRecordKind : ushort
{
    /// <summary>Not a record.</summary>
    None = 0,

    /// <summary>A session's commit: the images of the objects it wrote.</summary>
    Commit = 1,

    /// <summary>A commit of the stone's own: symbols, layouts, directories.</summary>
    SystemCommit = 2,

    /// <summary>No images: the batch carries a higher next object id.</summary>
    Reservation = 3,

    /// <summary>A piece of a commit that is too large for one record: images that count when <see cref="StreamCommit"/> names their stream.</summary>
    Stage = 4,

    /// <summary>As <see cref="Commit"/>, with the images of all pieces of its stream before its own.</summary>
    StreamCommit = 5,

    /// <summary>A commit of the stone's own that removes what a collection condemned: the bytes that follow are a set of object ids.</summary>
    Removal = 6,
}
