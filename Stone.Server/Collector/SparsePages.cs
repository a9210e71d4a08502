using Shared.ObjectFormat.Pages;

namespace Stone.Server.Collector;

/// <summary>
/// Finds the data pages in which little lives, the emptiest first. To tell it reads a page's header. What it sees may change meanwhile: the stone
/// looks again.
/// </summary>
/// <param name="stone">Whose pages.</param>
/// <param name="sparsePart">No more than this part of the page's records lives.</param>
/// <param name="onlyFallen">Whether only pages are looked at of which records have gone since the last look.</param>
internal sealed class SparsePages(ICollectedStone stone, double sparsePart, bool onlyFallen)
{
    private const int PagesBetweenLooks = 64;

    /// <summary>Looks through the pages; their first frames. Null when <paramref name="goesOn"/>, asked now and then, said no.</summary>
    public List<ulong>? Find(WorkPace pace, Func<bool> goesOn)
    {
        List<(ulong Frame, double Part)> sparse = [];
        int looked = 0;
        for (int extent = 0; extent < stone.ExtentCount; extent++)
        {
            ushort[] live = stone.LiveRecords(extent, onlyFallen);
            for (int page = 0; page < live.Length; page++)
            {
                if (live[page] == 0)
                {
                    continue;
                }
                ulong frame = Frame.Number(extent, (ulong)page * Frame.PerDataPage);
                int records = stone.RecordsOf(frame);
                if (live[page] <= records * sparsePart)
                {
                    sparse.Add((frame, (double)live[page] / records));
                }
                if (++looked % PagesBetweenLooks == 0 && !pace.Pass(goesOn))
                {
                    return null;
                }
            }
        }
        return [.. sparse.OrderBy(page => page.Part).ThenBy(page => page.Frame).Select(page => page.Frame)];
    }
}
