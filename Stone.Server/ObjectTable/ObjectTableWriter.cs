using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Recovery;

namespace Stone.Server.ObjectTable;

/// <summary>
/// The copy-on-write radix tree over object ids. A node that was published is never changed: the first change of a batch
/// copies the path to the leaf, later ones of the same batch change the copies in place. Old nodes are retired.
/// Not thread-safe; used under the engine's gate.
/// </summary>
public sealed unsafe class ObjectTableWriter(ExtentSpace space, RetirementList retirement)
{
    private ulong _publishedCommit;
    private ulong _cachedLeafIndex = ulong.MaxValue;
    private ulong _cachedLeaf;

    /// <summary>Frame of the root, 0 when the table is empty.</summary>
    public ulong RootFrame { get; private set; }

    /// <summary>Levels, leaf included.</summary>
    public int Depth { get; private set; }

    /// <summary>The pages that are to be verified before they are read; null when there are none.</summary>
    internal UnverifiedPages? Unverified { get; set; }

    /// <summary>Told an object of a leaf in which few entries are left.</summary>
    internal Action<ulong>? LeafHasFallen { get; set; }

    /// <summary>Starts from a durable root.</summary>
    public void Load(ulong rootFrame, int depth, ulong publishedCommit)
    {
        RootFrame = rootFrame;
        Depth = depth;
        _publishedCommit = publishedCommit;
    }

    /// <summary>The entry of an object in the table in the making.</summary>
    public LeafEntry Find(ulong objectId)
    {
        if (Unverified == null)
        {
            return new(ObjectTableReader.FindEntry(space.Base, RootFrame, Depth, objectId));
        }
        NodeAt(objectId, 0);
        return new(ObjectTableReader.FindEntry(space.Base, RootFrame, Depth, objectId));
    }

    /// <summary>The frame of the node of a level that covers an object, or the word of a bundle that stands for it; 0 when there is none.</summary>
    public ulong NodeAt(ulong objectId, int level)
    {
        ulong node = objectId < TableNode.Capacity(Depth) ? RootFrame : 0;
        ulong firstId = 0;
        for (int at = Depth - 1; node != 0; at--)
        {
            Unverified?.TouchNode(TableBundle.FrameOf(node), at, firstId);
            if (at == level)
            {
                return node;
            }
            ulong index = at == 0 ? 0 : (objectId - firstId) / TableNode.Capacity(at);
            firstId += index * TableNode.Capacity(at);
            node = at == 0 ? 0 : Entries(node)[index];
        }
        return 0;
    }

    /// <summary>Sets an object's entry; returns the one it had.</summary>
    public LeafEntry Set(ulong objectId, LeafEntry entry, ulong commitId)
    {
        ulong leafIndex = objectId / TableNode.EntryCount;
        if (leafIndex != _cachedLeafIndex)
        {
            _cachedLeaf = WritableNode(objectId, 0, commitId);
            _cachedLeafIndex = leafIndex;
        }
        ulong* slot = Entries(_cachedLeaf) + (objectId - (leafIndex * TableNode.EntryCount));
        var old = new LeafEntry(*slot);
        space.Page(_cachedLeaf)->Count += (entry.Bits == 0 ? 0u : 1u) - (old.Bits == 0 ? 0u : 1u);
        *slot = entry.Bits;
        return old;
    }

    /// <summary>Has the table be as if there never had been such an object; nodes that have nothing else go. Returns the entry it had.</summary>
    public LeafEntry Clear(ulong objectId, ulong commitId)
    {
        if (Find(objectId).Bits == 0)
        {
            return default;
        }
        LeafEntry old = Set(objectId, default, commitId);
        uint left = space.Page(_cachedLeaf)->Count;
        if (left == 0)
        {
            DropEmptyNodes(objectId, commitId);
        }
        else if (left <= LeafBundling.MostEntries)
        {
            LeafHasFallen?.Invoke(objectId);
        }
        return old;
    }

    /// <summary>Ends a batch: from here on its nodes are not changed.</summary>
    public void EndBatch(ulong lastCommit)
    {
        _cachedLeafIndex = ulong.MaxValue;
        _publishedCommit = lastCommit;
    }

    /// <summary>Drops the nodes on the path to an object that have no entry, but the root. All of the path is of this batch.</summary>
    private void DropEmptyNodes(ulong objectId, ulong commitId)
    {
        _cachedLeafIndex = ulong.MaxValue;
        for (int level = 0; level < Depth - 1; level++)
        {
            ulong node = NodeAt(objectId, level);
            if (space.Page(node)->Count != 0)
            {
                return;
            }
            ulong parent = NodeAt(objectId, level + 1);
            Entries(parent)[objectId / TableNode.Capacity(level + 1) % TableNode.EntryCount] = 0;
            space.Page(parent)->Count--;
            RetireNode(node, commitId);
        }
    }

    private ulong* Entries(ulong frame) => TableNode.Entries((byte*)space.Page(frame));

    /// <summary>
    /// The frame of the node of a level that covers an object, which may be changed. Taking a page may move the mapping, so no pointer is kept
    /// over it.
    /// </summary>
    internal ulong WritableNode(ulong objectId, int toLevel, ulong commitId)
    {
        _cachedLeafIndex = ulong.MaxValue;
        GrowToCover(objectId, commitId);
        RootFrame = Writable(RootFrame, Depth - 1, 0, commitId);
        ulong node = RootFrame;
        ulong span = TableNode.Capacity(Depth - 1);
        ulong firstId = 0;
        for (int level = Depth - 1; level > toLevel; level--)
        {
            ulong index = (objectId - firstId) / span;
            firstId += index * span;
            ulong child = Entries(node)[index];
            if (child == 0)
            {
                child = NewNode(level - 1, firstId, commitId);
                space.Page(node)->Count++;
            }
            else if (TableBundle.Is(child))
            {
                child = TakeFromBundle(node, child, firstId, commitId);
            }
            else
            {
                child = Writable(child, level - 1, firstId, commitId);
            }
            Entries(node)[index] = child;
            node = child;
            span /= TableNode.EntryCount;
        }
        return node;
    }

    /// <summary>The leaf that a bundle stood for, on its own; the bundle goes on without it, or goes.</summary>
    private ulong TakeFromBundle(ulong parent, ulong word, ulong firstObjectId, ulong commitId)
    {
        Unverified?.TouchNode(TableBundle.FrameOf(word), 0, firstObjectId);
        ulong leaf = NewNode(0, firstObjectId, commitId);
        ulong bundle = Writable(TableBundle.FrameOf(word), 0, firstObjectId, commitId);
        PageHeader* header = space.Page(bundle);
        TableBundle.CopyLeaf((byte*)header, firstObjectId, new Span<ulong>(Entries(leaf), TableNode.EntryCount));
        int from = TableBundle.PlaceOf((byte*)header, firstObjectId);
        int to = TableBundle.PlaceOf((byte*)header, firstObjectId + TableNode.EntryCount);
        space.Page(leaf)->Count = (uint)(to - from);
        TableBundle.Ids((byte*)header)[to..].CopyTo(TableBundle.Ids((byte*)header)[from..]);
        TableBundle.Entries((byte*)header)[to..].CopyTo(TableBundle.Entries((byte*)header)[from..]);
        header->Count -= (uint)(to - from);
        Replace(parent, word, header->Count == 0 ? 0 : bundle | TableBundle.Bit);
        if (header->Count == 0)
        {
            RetireNode(bundle, commitId);
        }
        else
        {
            header->FirstObjectId = TableBundle.FirstOfLeaf(TableBundle.Ids((byte*)header)[0]);
        }
        LeafHasFallen?.Invoke(firstObjectId);
        return leaf;
    }

    /// <summary>What stands for several leaves is another now.</summary>
    private void Replace(ulong parent, ulong word, ulong other)
    {
        foreach (ref ulong entry in new Span<ulong>(Entries(parent), TableNode.EntryCount))
        {
            entry = entry == word ? other : entry;
        }
    }

    private void GrowToCover(ulong objectId, ulong commitId)
    {
        if (Depth == 0)
        {
            RootFrame = NewNode(0, 0, commitId);
            Depth = 1;
        }
        while (objectId >= TableNode.Capacity(Depth))
        {
            // The old tree becomes the first child, so ids keep their places.
            ulong root = NewNode(Depth, 0, commitId);
            Entries(root)[0] = RootFrame;
            space.Page(root)->Count = 1;
            RootFrame = root;
            Depth++;
        }
    }

    /// <summary>Gives up a node that the table in the making no longer has.</summary>
    internal void RetireNode(ulong frame, ulong commitId)
    {
        retirement.Retire(frame, 1, space.Page(frame)->BirthCommit, commitId);
        space.SealNever(frame);
    }

    /// <summary>An empty bundle of leaves from one on.</summary>
    internal ulong NewBundle(ulong firstObjectId, ulong commitId) => NewNode(PageKind.TableBundle, 0, firstObjectId, commitId);

    private ulong NewNode(int level, ulong firstObjectId, ulong commitId) =>
        NewNode(level == 0 ? PageKind.TableLeaf : PageKind.TableInner, level, firstObjectId, commitId);

    private ulong NewNode(PageKind kind, int level, ulong firstObjectId, ulong commitId)
    {
        ulong frame = space.TakePage(kind, commitId);
        PageHeader* header = space.Page(frame);
        header->FirstObjectId = firstObjectId;
        header->Level = (uint)level;
        new Span<ulong>(Entries(frame), TableNode.EntryCount).Clear();
        space.SealLater(frame);
        return frame;
    }

    private ulong Writable(ulong frame, int level, ulong firstObjectId, ulong commitId)
    {
        Unverified?.TouchNode(frame, level, firstObjectId);
        if (space.Page(frame)->BirthCommit > _publishedCommit)
        {
            return frame;
        }
        ulong copy = space.TakePage(space.Page(frame)->Kind, commitId);
        PageHeader* old = space.Page(frame);
        PageHeader* header = space.Page(copy);
        header->FirstObjectId = old->FirstObjectId;
        header->Level = old->Level;
        header->Count = old->Count;
        Buffer.MemoryCopy(old + 1, header + 1, Frame.SizeBytes - PageHeader.SizeBytes, Frame.SizeBytes - PageHeader.SizeBytes);
        RetireNode(frame, commitId);
        space.SealLater(copy);
        return copy;
    }
}
