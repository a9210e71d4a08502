namespace Stone.Server.Commit;

/// <summary>Consecutive object ids.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many.</param>
public readonly record struct ObjectIdRange(ulong First, ulong Count)
{
    /// <summary>The first id after them.</summary>
    public ulong End => First + Count;
}
