using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Audit;

/// <summary>
/// All objects of a repository at rest: the extent's table with the log's images over it. In memory there is a byte for each
/// id and eight for each leaf; where a record is, is read when asked.
/// </summary>
internal sealed class ObjectMap(BlockCache blocks, RecordReader records, LogImages log)
{
    private const int ChunkIds = 1 << 16;

    private readonly Dictionary<ulong, ObjectTraits[]> _chunks = [];
    private readonly Dictionary<ulong, ulong> _leaves = [];
    private ulong _lastChunk = ulong.MaxValue;
    private ObjectTraits[] _last = [];

    /// <summary>What is known of an object.</summary>
    public ref ObjectTraits this[ulong objectId]
    {
        get
        {
            ulong chunk = objectId / ChunkIds;
            if (chunk != _lastChunk)
            {
                _last = CollectionsMarshal.GetValueRefOrAddDefault(_chunks, chunk, out _) ??= new ObjectTraits[ChunkIds];
                _lastChunk = chunk;
            }
            return ref _last[objectId % ChunkIds];
        }
    }

    /// <summary>Takes in an entry of the table.</summary>
    public void Add(ulong leaf, ulong objectId, LeafEntry entry)
    {
        _leaves[objectId / TableNode.EntryCount] = leaf;
        this[objectId] |= entry.IsPresent ? ObjectTraits.Present : ObjectTraits.Removed;
    }

    /// <summary>Lays the log's images over the table.</summary>
    public void AddLog()
    {
        foreach ((ulong objectId, RecordPlace place) in log.Places)
        {
            this[objectId] = place.IsNone ? ObjectTraits.Removed : ObjectTraits.Present;
        }
    }

    /// <summary>Where the record of an object is that is present. Throws <see cref="Storage.StorageException"/>.</summary>
    public unsafe RecordPlace Place(ulong objectId)
    {
        if (log.Places.TryGetValue(objectId, out RecordPlace place))
        {
            return place;
        }
        long leaf = (long)_leaves[objectId / TableNode.EntryCount] << Frame.Shift;
        PageHeader header = default;
        blocks.Read(BlockCache.Extent, leaf, new Span<byte>(&header, PageHeader.SizeBytes));
        ulong bits = 0;
        if (header.Kind == PageKind.TableBundle)
        {
            byte* bundle = stackalloc byte[Frame.SizeBytes];
            blocks.Read(BlockCache.Extent, leaf, new Span<byte>(bundle, Frame.SizeBytes));
            bits = TableBundle.Find(bundle, objectId);
        }
        else
        {
            long slot = (long)(objectId % TableNode.EntryCount) * sizeof(ulong);
            blocks.Read(BlockCache.Extent, leaf + PageHeader.SizeBytes + slot, new Span<byte>(&bits, sizeof(ulong)));
        }
        return records.Place(new LeafEntry(bits));
    }

    /// <summary>What the head or a chunk of one of the stone's directories refers to; nothing when it is bad. Throws <see cref="Storage.StorageException"/>.</summary>
    public List<ulong> MembersOf(ulong objectId)
    {
        if ((this[objectId] & (ObjectTraits.Present | ObjectTraits.Bad)) != ObjectTraits.Present)
        {
            return [];
        }
        RecordPlace place = Place(objectId);
        if (records.Header(place, objectId, out _) is not { } header || header.Format != RecordFormat.Directory)
        {
            return [];
        }
        ReferenceWord[] words = new ReferenceWord[header.ReferenceCount];
        records.References(place, header, 0, words);
        return [.. words.Where(word => word.IsObject).Select(word => word.ObjectId)];
    }
}
