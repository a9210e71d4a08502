namespace Stone.Server.Extents;

/// <summary>
/// Which extent takes the next region. With weights the one that is filled least for its weight, so that they fill in
/// proportion, and one that was added later catches up; without, the first that has room.
/// </summary>
/// <param name="weights">A weight for each extent; none to fill one after the other.</param>
public sealed class AllocationMode(params IReadOnlyList<int> weights)
{
    /// <summary>The extent whose turn it is among those that may be taken; -1 when there is none.</summary>
    /// <param name="extentCount">How many there are.</param>
    /// <param name="filled">How much is in an extent.</param>
    /// <param name="mayTake">Whether an extent may be taken.</param>
    public int Next(int extentCount, Func<int, long> filled, Func<int, bool> mayTake)
    {
        int best = -1;
        for (int extent = 0; extent < extentCount; extent++)
        {
            // a / v < b / w, without division.
            if (mayTake(extent) && (best < 0 || (weights.Count > 0 && filled(extent) * Weight(best) < filled(best) * Weight(extent))))
            {
                best = extent;
            }
        }
        return best;
    }

    private long Weight(int extent) => extent < weights.Count ? weights[extent] : 1;
}
