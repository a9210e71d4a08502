using Gem.Vm.Session;

namespace Gem.Vm.Tests.Memory;

/// <summary>What a stone that collects asks its sessions, and what they answer.</summary>
internal sealed class PretendedCollection
{
    private readonly List<ulong> _named = [];
    private volatile int _votes;

    /// <summary>The ballot that sessions are asked to vote in.</summary>
    public int Ballot { get; set; } = 1;

    /// <summary>Whether views are older than what the collector looks at.</summary>
    public bool ViewsAreOld { get; set; }

    /// <summary>Whether the stone ends when it is asked.</summary>
    public bool IsLost { get; set; }

    /// <summary>Ids that are condemned.</summary>
    public HashSet<ulong> Gone { get; } = [];

    /// <summary>Ids that were asked for.</summary>
    public List<ulong> Revived { get; } = [];

    /// <summary>How many votes came.</summary>
    public int Votes => _votes;

    /// <summary>What they named.</summary>
    public HashSet<ulong> Named
    {
        get
        {
            lock (_named)
            {
                return [.. _named];
            }
        }
    }

    /// <summary>A session votes; false when its view is old.</summary>
    public bool Vote(ReadOnlySpan<ulong> objectIds)
    {
        if (IsLost)
        {
            throw new StoneUnreachableException("the stone has ended");
        }

        lock (_named)
        {
            _named.AddRange(objectIds);
        }

        _votes++;
        return !ViewsAreOld;
    }

    /// <summary>Which ones are gone.</summary>
    public ulong[] Revive(ReadOnlySpan<ulong> objectIds)
    {
        Revived.AddRange(objectIds);
        return [.. objectIds.ToArray().Where(Gone.Contains)];
    }

    /// <summary>Another ballot, in which nobody has voted.</summary>
    public void Begin()
    {
        lock (_named)
        {
            _named.Clear();
        }

        _votes = 0;
        Ballot++;
    }
}
