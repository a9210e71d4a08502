using System.Runtime.InteropServices;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.ObjectTable;

/// <summary>
/// Has bundles stand for leaves in which few objects are left, part by part of the object table: those parts in which leaves have fallen
/// so far, and once all of them. Nothing of it is logged: after a crash the table is as it was. Used under the engine's gate.
/// </summary>
internal sealed unsafe class LeafBundling(RepositoryCore core)
{
    /// <summary>A leaf with more entries is left alone.</summary>
    public const int MostEntries = TableBundle.Capacity / 3;

    /// <summary>Leaves of a part, four to a node. No bundle is of two parts, so bundles never overlap.</summary>
    private const int PartLeaves = TableNode.EntryCount / 4;

    private const ulong PartIds = (ulong)PartLeaves * TableNode.EntryCount;

    private const int LeastFramesToGain = 4;

    private readonly HashSet<ulong> _fallen = [];
    private readonly List<ThinLeaf> _thin = [];
    private ulong _nextOfAll;

    /// <summary>A leaf has few entries now.</summary>
    public void NoteFallen(ulong objectId) => _fallen.Add(objectId / PartIds);

    /// <summary>
    /// Looks at a part, in the batch in the making; false when none is left to look at. Throws <see cref="RepositoryFullException"/>, and then
    /// nothing has changed.
    /// </summary>
    /// <param name="onlyFallen">Leaves out what has not fallen since the start, though nobody has looked at it since then.</param>
    public bool BundleNext(bool onlyFallen)
    {
        ulong part;
        if (_fallen.Count > 0)
        {
            part = _fallen.First();
            _fallen.Remove(part);
        }
        else if (!onlyFallen && _nextOfAll * PartIds < core.Ids.Next)
        {
            part = _nextOfAll++;
        }
        else
        {
            return false;
        }
        try
        {
            Bundle(part * PartIds);
        }
        catch (RepositoryFullException)
        {
            _fallen.Add(part);
            throw;
        }
        return true;
    }

    private void Bundle(ulong firstObjectId)
    {
        ulong node = core.Table.NodeAt(firstObjectId, 1);
        if (node == 0)
        {
            return;
        }
        FindThinLeaves(node, firstObjectId);
        List<Range> bundles = Pack();
        if (_thin.Select(leaf => leaf.Word).Distinct().Count() - bundles.Count < LeastFramesToGain)
        {
            return;
        }
        core.EnsureLogRoom(LogRecordHeader.SizeBytes);
        core.Space.EnsureForCollection(new Reservation(bundles.Count + TableNode.MaximumDepth, 0));
        try
        {
            ulong commitId = core.BeginSystemCommit(LogRecordKind.SystemCommit);
            ulong parent = core.Table.WritableNode(firstObjectId, 1, commitId);
            HashSet<ulong> given = [];
            foreach (Range range in bundles)
            {
                ReadOnlySpan<ThinLeaf> leaves = CollectionsMarshal.AsSpan(_thin)[range];
                if (leaves.Length > 1 || TableBundle.Is(leaves[0].Word))
                {
                    Write(parent, leaves, commitId);
                    given.UnionWith(leaves.ToArray().Select(leaf => TableBundle.FrameOf(leaf.Word)));
                }
            }
            foreach (ulong frame in given)
            {
                core.Table.RetireNode(frame, commitId);
            }
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
    }

    private void FindThinLeaves(ulong node, ulong firstObjectId)
    {
        _thin.Clear();
        int first = (int)(firstObjectId / TableNode.EntryCount % TableNode.EntryCount);
        for (int index = first; index < first + PartLeaves; index++)
        {
            ulong word = TableNode.Entries((byte*)core.Space.Page(node))[index];
            ulong leafFirst = firstObjectId + ((ulong)(index - first) * TableNode.EntryCount);
            if (word == 0)
            {
                continue;
            }
            core.Table.Unverified?.TouchNode(TableBundle.FrameOf(word), 0, leafFirst);
            PageHeader* page = core.Space.Page(TableBundle.FrameOf(word));
            if (TableBundle.Is(word))
            {
                int from = TableBundle.PlaceOf((byte*)page, leafFirst);
                int to = TableBundle.PlaceOf((byte*)page, leafFirst + TableNode.EntryCount);
                _thin.Add(new ThinLeaf(index, leafFirst, word, to - from));
            }
            else if (page->Count <= MostEntries && leafFirst + TableNode.EntryCount + core.Settings.RecentIds <= core.Ids.Next)
            {
                _thin.Add(new ThinLeaf(index, leafFirst, word, (int)page->Count));
            }
        }
    }

    /// <summary>Neighbours that fit one bundle, in order.</summary>
    private List<Range> Pack()
    {
        List<Range> bundles = [];
        int first = 0;
        int entries = 0;
        for (int i = 0; i < _thin.Count; i++)
        {
            if (entries + _thin[i].Entries > TableBundle.Capacity)
            {
                bundles.Add(first..i);
                (first, entries) = (i, 0);
            }
            entries += _thin[i].Entries;
        }
        if (_thin.Count > first)
        {
            bundles.Add(first.._thin.Count);
        }
        return bundles;
    }

    private void Write(ulong parent, ReadOnlySpan<ThinLeaf> leaves, ulong commitId)
    {
        ulong bundle = core.Table.NewBundle(leaves[0].FirstObjectId, commitId);
        byte* page = (byte*)core.Space.Page(bundle);
        Span<ulong> buffer = stackalloc ulong[TableNode.EntryCount];
        int count = 0;
        foreach (ThinLeaf leaf in leaves)
        {
            ReadOnlySpan<ulong> entries = TableNode.LeafEntries(core.Space.Base, leaf.Word, leaf.FirstObjectId, buffer);
            for (int index = 0; index < entries.Length; index++)
            {
                if (entries[index] != 0)
                {
                    TableBundle.Ids(page)[count] = leaf.FirstObjectId + (ulong)index;
                    TableBundle.Entries(page)[count++] = entries[index];
                }
            }
            TableNode.Entries((byte*)core.Space.Page(parent))[leaf.Index] = bundle | TableBundle.Bit;
        }
        ((PageHeader*)page)->Count = (uint)count;
    }

    /// <summary>A leaf, or what a bundle holds of one. A class: a list of structs is compiled in each process.</summary>
    private sealed record ThinLeaf(int Index, ulong FirstObjectId, ulong Word, int Entries);
}
