namespace Gem.Vm.Values;

/// <summary>
/// The high half of <see cref="HeapObject.Header"/>.
/// <code>
///  63     40  39   38   37   36   35   34    33    32  31                   0
/// +---------+----+----+----+----+----+-----+-----+-----+----------------------+
/// | reserved| U  | W  | S  | L  | N  |  D  |  C  |  F  |       shape id       |
/// +---------+----+----+----+----+----+-----+-----+-----+----------------------+
///   F frozen          C clean: committed, not written in this transaction
///   D dirty: committed, written in this transaction      N new: will be committed, has no record yet
///   L, S a string that comes of a literal, of a symbol: the first write is told of (Ruby's chilled strings)
///   W watched: an index has read it since its last write
///   U a copy that is not the repository's and may hold unfaulted references
/// </code>
/// </summary>
public static class HeaderFlags
{
    /// <summary>Writes raise FrozenError.</summary>
    public const long Frozen = 1L << 32;

    /// <summary>Has a record and equals it: the first write must take the slow path.</summary>
    public const long Clean = 1L << 33;

    /// <summary>Has a record and differs from it: it is in the dirty set.</summary>
    public const long Dirty = 1L << 34;

    /// <summary>Part of the closure of a commit that has not succeeded yet.</summary>
    public const long New = 1L << 35;

    /// <summary>A string literal that a later Ruby will freeze.</summary>
    public const long ChilledLiteral = 1L << 36;

    /// <summary>A symbol's text that a later Ruby will freeze.</summary>
    public const long ChilledSymbol = 1L << 37;

    /// <summary>Either kind of chilled string.</summary>
    public const long Chilled = ChilledLiteral | ChilledSymbol;

    /// <summary>The next write is told of, because what an index says may change with it.</summary>
    public const long Watched = 1L << 38;

    /// <summary>Was never committed, but slots of one that was were copied into it as they are: it is noted for the vote in a collection.</summary>
    public const long UnfaultedCopy = 1L << 39;

    /// <summary>Slots of an object with one of these may be unfaulted.</summary>
    public const long MayHoldUnfaulted = Clean | Dirty | UnfaultedCopy;

    /// <summary>A store to an object with one of these takes the slow path.</summary>
    public const long NotWritable = Frozen | Clean | Chilled | Watched;
}
