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
        ulong leaf = NodeAt(objectId, 0);
        return leaf == 0 ? default : new(Entries(leaf)[objectId % TableNode.EntryCount]);
    }

    /// <summary>The frame of the node of a level that covers an object, 0 when there is none.</summary>
    public ulong NodeAt(ulong objectId, int level)
    {
        ulong node = objectId < TableNode.Capacity(Depth) ? RootFrame : 0;
        ulong firstId = 0;
        for (int at = Depth - 1; node != 0; at--)
        {
            Unverified?.TouchNode(node, at, firstId);
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
            _cachedLeaf = WritableLeaf(objectId, commitId);
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
        if (space.Page(_cachedLeaf)->Count == 0)
        {
            DropEmptyNodes(objectId, commitId);
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
            retirement.Retire(node, 1, space.Page(node)->BirthCommit, commitId);
            space.SealNever(node);
        }
    }

    private ulong* Entries(ulong frame) => TableNode.Entries((byte*)space.Page(frame));

    /// <summary>The frame of the object's leaf, which may be changed. Taking a page may move the mapping, so no pointer is kept over it.</summary>
    private ulong WritableLeaf(ulong objectId, ulong commitId)
    {
        GrowToCover(objectId, commitId);
        RootFrame = Writable(RootFrame, Depth - 1, 0, commitId);
        ulong node = RootFrame;
        ulong span = TableNode.Capacity(Depth - 1);
        ulong firstId = 0;
        for (int level = Depth - 1; level > 0; level--)
        {
            ulong index = (objectId - firstId) / span;
            firstId += index * span;
            ulong child = Entries(node)[index];
            if (child == 0)
            {
                child = NewNode(level - 1, firstId, commitId);
                space.Page(node)->Count++;
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

    private ulong NewNode(int level, ulong firstObjectId, ulong commitId)
    {
        ulong frame = space.TakePage(level == 0 ? PageKind.TableLeaf : PageKind.TableInner, commitId);
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
        retirement.Retire(frame, 1, old->BirthCommit, commitId);
        space.SealNever(frame);
        space.SealLater(copy);
        return copy;
    }
}
