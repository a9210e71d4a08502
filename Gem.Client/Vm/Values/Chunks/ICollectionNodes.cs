using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>The hidden nodes of one large collection, as its commit sees them.</summary>
internal interface ICollectionNodes
{
    /// <summary>Writes the records of what has changed.</summary>
    void Write(RecordWriter writer);

    /// <summary>What <see cref="Write"/> wrote is committed.</summary>
    void Committed();
}
