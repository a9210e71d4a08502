using System.Runtime.InteropServices;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;

namespace Shared.ObjectFormat.Tests.Cache;

/// <summary>Lookups in a table that is built by hand, at every depth.</summary>
public sealed unsafe class ObjectTableReaderTests
{
    private const int Frames = 64;
    private byte* _extent;
    private ulong _nextFrame;

    [SetUp]
    public void MakeExtent()
    {
        _extent = (byte*)NativeMemory.AllocZeroed(Frames * Frame.SizeBytes);
        _nextFrame = Frame.FirstUsable;
    }

    [TearDown]
    public void FreeExtent() => NativeMemory.Free(_extent);

    [Test]
    public void An_object_is_found_at_every_depth([Values(1, 2, 3, 4, 5)] int depth)
    {
        ulong id = TableNode.Capacity(depth) - 3;
        ulong page = _nextFrame++;
        ((RecordHeader*)(_extent + (page * 4096) + 128))->ObjectId = id;
        ulong root = Path(depth, id, LeafEntry.InPage(page, 128));
        Assert.That(ObjectTableReader.Find(_extent, root, depth, id)->ObjectId, Is.EqualTo(id));
        Assert.That(ObjectTableReader.Find(_extent, root, depth, id - 1) == null, Is.True);
        Assert.That(ObjectTableReader.Find(_extent, root, depth, 5) == null, Is.True);
        Assert.That(ObjectTableReader.Find(_extent, root, depth, TableNode.Capacity(depth)) == null, Is.True, "past the table");
        Assert.That(ObjectTableReader.Find(_extent, root, depth, ulong.MaxValue) == null, Is.True);
    }

    [Test]
    public void An_empty_table_and_a_tombstone_have_no_record()
    {
        Assert.That(ObjectTableReader.Find(_extent, 0, 0, 1024) == null, Is.True);
        ulong root = Path(2, 1024, LeafEntry.Tombstone);
        Assert.That(ObjectTableReader.Find(_extent, root, 2, 1024) == null, Is.True);
        Assert.That(new LeafEntry(ObjectTableReader.FindEntry(_extent, root, 2, 1024)).IsTombstone, Is.True);
    }

    [Test]
    public void The_difference_of_two_tables_names_the_changed_ids_also_over_growth()
    {
        ulong before = Path(1, 100, LeafEntry.InPage(9, 64));
        // The new table is one level deeper; its entry 0 is a changed copy of the old leaf.
        ulong leaf = Path(1, 100, LeafEntry.InPage(9, 64));
        TableNode.Entries(_extent + (leaf << 12))[7] = LeafEntry.InPage(9, 640).Bits;
        ulong root = Path(2, 1000, LeafEntry.InPage(9, 128));
        TableNode.Entries(_extent + (root << 12))[0] = leaf;
        Assert.That(Changed(before, 1, root, 2), Is.EqualTo(new ulong[] { 7, 1000 }));
        Assert.That(Changed(root, 2, before, 1), Is.EqualTo(new ulong[] { 7, 1000 }));
        Assert.That(Changed(0, 0, root, 2), Is.EqualTo(new ulong[] { 7, 100, 1000 }));
        Assert.That(Changed(root, 2, root, 2), Is.Empty);
    }

    [Test]
    public void A_walk_finds_all_objects_in_order_and_passes_over_what_is_gone([Values(1, 2, 3, 4)] int depth)
    {
        ulong last = TableNode.Capacity(depth) - 1;
        ulong root = Path(depth, last, LeafEntry.InPage(9, 64));
        ulong leaf = depth == 1 ? root : Path(1, 5, LeafEntry.InPage(9, 128));
        TableNode.Entries(_extent + (leaf << 12))[5] = LeafEntry.InPage(9, 128).Bits;
        TableNode.Entries(_extent + (leaf << 12))[6] = LeafEntry.Tombstone.Bits;
        for (int level = 2; level <= depth; level++)
        {
            ulong parent = level == depth ? root : _nextFrame++;
            TableNode.Entries(_extent + (parent << 12))[0] = leaf;
            leaf = parent;
        }

        Assert.That(Walked(root, depth), Is.EqualTo(new ulong[] { 5, last }));
        ulong past = last + 1;
        Assert.That(ObjectTableWalk.Next(_extent, root, depth, ref past) == null, Is.True);
        Assert.That(Walked(0, 0), Is.Empty);
    }

    private List<ulong> Walked(ulong root, int depth)
    {
        List<ulong> ids = [];
        ulong id = 0;
        for (; ObjectTableWalk.Next(_extent, root, depth, ref id) != null; id++)
        {
            ids.Add(id);
        }

        return ids;
    }

    [Test]
    public void A_bundle_stands_for_several_leaves_at_every_depth([Values(2, 3, 4)] int depth)
    {
        ulong id = TableNode.Capacity(depth) - 900;
        ulong other = id + 600;
        ulong root = Path(depth, id, LeafEntry.InPage(9, 64));
        ulong before = Path(depth, id, LeafEntry.InPage(9, 64));
        ulong bundle = _nextFrame++;
        byte* page = _extent + (bundle << Frame.Shift);
        ((PageHeader*)page)->Count = 3;
        new[] { id, id + 1, other }.CopyTo(TableBundle.Ids(page));
        new[] { LeafEntry.InPage(9, 64).Bits, LeafEntry.Tombstone.Bits, LeafEntry.InPage(9, 640).Bits }.CopyTo(TableBundle.Entries(page));
        ulong node = root;
        for (int level = depth - 1; level > 1; level--)
        {
            node = TableNode.Entries(_extent + (node << Frame.Shift))[id / TableNode.Capacity(level) % TableNode.EntryCount];
        }
        TableNode.Entries(_extent + (node << Frame.Shift))[id / TableNode.EntryCount % TableNode.EntryCount] = bundle | TableBundle.Bit;
        TableNode.Entries(_extent + (node << Frame.Shift))[other / TableNode.EntryCount % TableNode.EntryCount] = bundle | TableBundle.Bit;

        Assert.That(ObjectTableReader.FindEntry(_extent, root, depth, id), Is.EqualTo(LeafEntry.InPage(9, 64).Bits));
        Assert.That(ObjectTableReader.FindEntry(_extent, root, depth, id + 1), Is.EqualTo(LeafEntry.Tombstone.Bits));
        Assert.That(ObjectTableReader.FindEntry(_extent, root, depth, id + 2), Is.Zero);
        Assert.That(ObjectTableReader.FindEntry(_extent, root, depth, id - 1), Is.Zero);
        Assert.That(ObjectTableReader.FindEntry(_extent, root, depth, other), Is.EqualTo(LeafEntry.InPage(9, 640).Bits));
        Assert.That(ObjectTableReader.FindEntry(_extent, root, depth, other + 1), Is.Zero);
        Assert.That(Walked(root, depth), Is.EqualTo(new[] { id, other }));
        Assert.That(Changed(before, depth, root, depth), Is.EqualTo(new[] { id + 1, other }));
        Assert.That(Changed(root, depth, before, depth), Is.EqualTo(new[] { id + 1, other }));
    }

    private List<ulong> Changed(ulong rootA, int depthA, ulong rootB, int depthB)
    {
        var ids = new List<ulong>();
        TableDifference.Visit(_extent, rootA, depthA, rootB, depthB, ids.Add);
        return ids;
    }

    /// <summary>A table of this depth with one entry; returns its root.</summary>
    private ulong Path(int depth, ulong id, LeafEntry entry)
    {
        ulong value = entry.Bits;
        for (int level = 0; level < depth; level++)
        {
            ulong node = _nextFrame++;
            ulong index = id / TableNode.Capacity(level) % TableNode.EntryCount;
            TableNode.Entries(_extent + (node << Frame.Shift))[index] = value;
            value = node;
        }
        return value;
    }
}
