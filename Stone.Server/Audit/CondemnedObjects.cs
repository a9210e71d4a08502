using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Collection;

namespace Stone.Server.Audit;

/// <summary>
/// What a collection has condemned and not removed yet: such an object may refer to one that is removed already, and nothing else may refer
/// to it.
/// </summary>
internal sealed class CondemnedObjects(ObjectMap map, RecordReader records, Action<ulong, string> fault) : IDisposable
{
    private readonly ObjectIdBitmap _members = new();

    /// <summary>Whether an object is one of them.</summary>
    public bool Contains(ulong objectId) => _members.Contains(objectId);

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Reads them. Throws <see cref="Storage.StorageException"/> for what cannot be read.</summary>
    public void Load()
    {
        foreach (ulong chunk in map.MembersOf(ObjectIds.DeadObjects))
        {
            try
            {
                ObjectIdRuns.Visit(Bytes(chunk), objectId =>
                {
                    if ((map[objectId] & ObjectTraits.Present) != 0)
                    {
                        _members.Add(objectId);
                        Count++;
                    }
                });
            }
            catch (InvalidDataException damaged)
            {
                fault(chunk, damaged.Message);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _members.Dispose();

    private byte[] Bytes(ulong objectId)
    {
        RecordPlace place = map.Place(objectId);
        if (records.Header(place, objectId, out _) is not { } header)
        {
            return [];
        }
        byte[] bytes = new byte[header.ByteCount];
        records.Bytes(place, header, bytes);
        return bytes;
    }
}
