namespace Gem.Vm.Values;

/// <summary>
/// The high half of <see cref="HeapObject.Header"/>.
/// <code>
///  63             36   35   34    33    32  31                   0
/// +-----------------+----+-----+-----+-----+----------------------+
/// |   reserved      | N  |  D  |  C  |  F  |       shape id       |
/// +-----------------+----+-----+-----+-----+----------------------+
///   F frozen          C clean: committed, not written in this transaction
///   D dirty: committed, written in this transaction      N new: will be committed, has no record yet
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

    /// <summary>A store to an object with one of these takes the slow path.</summary>
    public const long NotWritable = Frozen | Clean;
}
