using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Storage;

namespace Stone.Server.Symbols;

/// <summary>
/// A persistent list of objects: a head under a reserved id refers to chunks, which refer to the objects. Adding rewrites
/// the last chunk, and the head only when a chunk is new. So what was interned is found again without looking at every object.
/// </summary>
internal sealed unsafe class ObjectDirectory(RepositoryCore core, ulong headId)
{
    /// <summary>Objects of a chunk.</summary>
    public const int ChunkObjects = 250;

    private readonly List<ulong> _chunks = [];
    private readonly List<ulong> _lastChunk = [];

    /// <summary>Bytes of the records that adding so many objects writes at most.</summary>
    public long BytesToAdd(int count) =>
        ObjectRecord.SizeBytes((uint)(_chunks.Count + ChunksToAdd(count)), 0) + ((ChunksToAdd(count) + 1L) * ObjectRecord.SizeBytes(ChunkObjects, 0));

    /// <summary>Chunks that adding so many objects makes at most.</summary>
    public static int ChunksToAdd(int count) => (count / ChunkObjects) + 1;

    /// <summary>Bytes of the head after adding so many objects, at most.</summary>
    public long HeadBytesAfter(int count) => ObjectRecord.SizeBytes((uint)(_chunks.Count + ChunksToAdd(count)), 0);

    /// <summary>Reads the directory; calls back with each object.</summary>
    public void Load(Action<ulong> visit)
    {
        RecordHeader* head = core.RecordOf(headId);
        if (head == null)
        {
            return;
        }
        foreach (ReferenceWord chunk in ObjectRecord.References(head))
        {
            _chunks.Add(chunk.ObjectId);
            _lastChunk.Clear();
            foreach (ReferenceWord member in ObjectRecord.References(core.RecordOf(chunk.ObjectId)))
            {
                _lastChunk.Add(member.ObjectId);
                visit(member.ObjectId);
            }
        }
    }

    /// <summary>Adds objects; <paramref name="write"/> gets each record that has to be written.</summary>
    public void Add(List<ulong> objects, Action<RecordHeader, ReferenceWord[]> write)
    {
        bool headChanged = false;
        for (int i = 0; i < objects.Count; i++)
        {
            if (_chunks.Count == 0 || _lastChunk.Count == ChunkObjects)
            {
                _chunks.Add(core.Ids.Take(1).First);
                _lastChunk.Clear();
                headChanged = true;
            }
            _lastChunk.Add(objects[i]);
            if (_lastChunk.Count == ChunkObjects || i == objects.Count - 1)
            {
                write(Header(_chunks[^1]), Words(_lastChunk));
            }
        }
        if (headChanged)
        {
            write(Header(headId), Words(_chunks));
        }
    }

    private static RecordHeader Header(ulong id) => new() { ObjectId = id, Format = RecordFormat.Directory };

    private static ReferenceWord[] Words(List<ulong> ids) => [.. ids.Select(ReferenceWord.FromObjectId)];
}
