using Shared.ObjectFormat.Identity;

namespace Stone.Server.Commit;

/// <summary>
/// Hands out object ids in ascending order. What is handed out lies below a bound that the log or the meta holds, so no id
/// is given twice after a restart; ids below the bound that were not given are lost with a crash. Not thread-safe.
/// </summary>
public sealed class ObjectIdSupply(ulong reservationIds)
{
    /// <summary>The next id that will be handed out.</summary>
    public ulong Next { get; private set; } = ObjectIds.FirstLeased;

    /// <summary>Ids below this are claimed by batches that were written.</summary>
    public ulong Reserved { get; private set; } = ObjectIds.FirstLeased;

    /// <summary>Ids below this are claimed on disk.</summary>
    public ulong Durable { get; private set; } = ObjectIds.FirstLeased;

    /// <summary>Continues behind a durable bound.</summary>
    public void Load(ulong bound) => Next = Reserved = Durable = Math.Max(bound, Next);

    /// <summary>Takes ids; the next batch that is written carries the new bound if it had to rise.</summary>
    public ObjectIdRange Take(ulong count)
    {
        var range = new ObjectIdRange(Next, count);
        Next += count;
        if (Next > Reserved)
        {
            Reserved = Next + reservationIds;
        }
        return range;
    }

    /// <summary>Ids below a bound that was written are claimed on disk.</summary>
    public void MarkDurable(ulong bound) => Durable = Math.Max(Durable, bound);

    /// <summary>Lowers the bound to what was handed out; only for a clean end, with the checkpoint that follows.</summary>
    public void ReturnUnused() => Reserved = Durable = Next;
}
