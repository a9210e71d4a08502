using Shared.ObjectFormat.Pages;

namespace Stone.Server.ObjectTable;

/// <summary>Counts the nodes on the paths to objects that a change of their entries copies at most. Cheap when ids come in order.</summary>
internal sealed class NodePaths
{
    private const int Levels = TableNode.MaximumDepth;

    private readonly ulong[] _lastNode = new ulong[Levels];

    /// <summary>No paths yet.</summary>
    public NodePaths() => Clear();

    /// <summary>Nodes so far, with those for a table that grows deeper.</summary>
    public long Count { get; private set; }

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        Count = Levels;
        _lastNode.AsSpan().Fill(ulong.MaxValue);
    }

    /// <summary>Adds the nodes on the path to an object that the object before it does not share.</summary>
    public void Add(ulong objectId)
    {
        ulong node = objectId;
        for (int level = 0; level < Levels; level++)
        {
            node /= TableNode.EntryCount;
            if (node == _lastNode[level])
            {
                break;
            }
            _lastNode[level] = node;
            // A leaf for which a bundle stands is made anew, and the bundle without it.
            Count += level == 0 ? 2 : 1;
        }
    }
}
