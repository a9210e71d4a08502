using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Symbols;

namespace Stone.Server.Audit;

/// <summary>Audits what the stone interns, symbols or layouts: each content once, each in its directory, and nothing else there.</summary>
internal sealed class InternedAudit(
    string what, ObjectTraits kind, ulong directoryId, ulong seed, ObjectMap map, RecordReader records, Action<ulong, string> fault)
{
    private readonly ContentIndex _index = new(seed);
    private readonly List<ulong> _ids = [];

    /// <summary>Number of objects.</summary>
    public int Count => _ids.Count;

    /// <summary>Takes in one of them. Throws <see cref="Storage.StorageException"/>.</summary>
    public void Add(ulong objectId)
    {
        byte[] content = Content(objectId);
        ulong same = _index.Find(content, (id, wanted) => Content(id).AsSpan().SequenceEqual(wanted));
        _ids.Add(objectId);
        if (same != 0)
        {
            fault(objectId, $"is the same {what} as object {same}");
        }
        else
        {
            _index.Add(objectId, content, Content);
        }
    }

    /// <summary>When all are known: compares them with the directory. Throws <see cref="Storage.StorageException"/>.</summary>
    public void CheckDirectory()
    {
        foreach (ulong chunk in map.MembersOf(directoryId))
        {
            foreach (ulong member in map.MembersOf(chunk))
            {
                ref ObjectTraits traits = ref map[member];
                if ((traits & (kind | ObjectTraits.Bad)) == 0)
                {
                    fault(chunk, $"lists object {member}, which is no {what}");
                }
                else if ((traits & ObjectTraits.Listed) != 0)
                {
                    fault(chunk, $"lists object {member} a second time");
                }
                traits |= ObjectTraits.Listed;
            }
        }
        foreach (ulong id in _ids.Where(id => (map[id] & ObjectTraits.Listed) == 0))
        {
            fault(id, $"is a {what} that is not in the directory");
        }
    }

    private byte[] Content(ulong objectId)
    {
        RecordPlace place = map.Place(objectId);
        if (records.Header(place, objectId, out _) is not { } header)
        {
            return [];
        }
        if (kind == ObjectTraits.Layout)
        {
            ReferenceWord[] words = new ReferenceWord[header.ReferenceCount];
            records.References(place, header, 0, words);
            return MemoryMarshal.AsBytes(words.AsSpan()).ToArray();
        }
        byte[] bytes = new byte[header.ByteCount];
        records.Bytes(place, header, bytes);
        return bytes;
    }
}
