using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>
/// A hidden node of a large collection: a record with an id of its own that no program ever sees. It is written in place;
/// who writes a node writes the collection's head too, so a node never conflicts alone.
/// </summary>
public abstract class Chunk
{
    /// <summary>Differs from its record, or has none yet: stays in memory until a commit has written it.</summary>
    internal bool IsDirty { get; set; }

    /// <summary>Noted by the tree among the clean chunks that stay in memory.</summary>
    internal bool IsKept { get; set; }

    /// <summary>Writes the content: references first, then bytes.</summary>
    public abstract void Write(RecordWriter writer);

    /// <summary>Adds the ids of unfaulted references.</summary>
    internal virtual void AddUnfaulted(List<ulong> ids)
    {
    }

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    public abstract void Read(ref RecordReader reader);
}
