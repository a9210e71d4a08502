using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>An object around state of this process (an open file, an enumerator's fiber…): it cannot be committed.</summary>
public sealed class ExternalObject : HeapObject
{
    /// <summary>The state; its type belongs to the primitives of the class.</summary>
    public object? State;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.External;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => throw new NotPersistableException(this);

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => throw new InvalidOperationException("external objects have no records");
}
