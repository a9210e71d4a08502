using Gem.Vm.Values;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Memory;

/// <summary>What a record would say, held in memory: references are the values themselves, so that objects need no id.</summary>
internal sealed class HeldRecord(VirtualMachine vm) : RecordWriter
{
    private readonly List<Value> _references = [];
    private readonly List<byte> _bytes = [];

    /// <inheritdoc/>
    public override VirtualMachine Vm => vm;

    /// <inheritdoc/>
    public override bool TakesWhole => true;

    /// <summary>References where they are.</summary>
    public ReadOnlySpan<Value> Held => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_references);

    /// <summary>References, in the order in which they were written.</summary>
    public Value[] References => [.. _references];

    /// <summary>Bytes, in the order in which they were written.</summary>
    public byte[] Content => [.. _bytes];

    /// <inheritdoc/>
    public override void Node(ulong nodeId, Chunk node) => throw new InvalidOperationException("large collections are taken whole");

    /// <inheritdoc/>
    public override void Reference(Value value) => _references.Add(value);

    /// <inheritdoc/>
    public override void Bytes(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);
}
