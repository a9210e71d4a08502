using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>The hidden nodes of one large collection, as its commit sees them.</summary>
internal interface ICollectionNodes
{
    /// <summary>Writes the records of what has changed.</summary>
    void Write(RecordWriter writer);

    /// <summary>Adds the ids of unfaulted references in what has changed; the rest is as committed.</summary>
    void AddUnfaulted(List<ulong> ids);

    /// <summary>What <see cref="Write"/> wrote is committed.</summary>
    void Committed();
}
