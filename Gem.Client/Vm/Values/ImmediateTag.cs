using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>The object that stands in <see cref="Value.Ref"/> for one kind of immediate.</summary>
public sealed class ImmediateTag : HeapObject
{
    /// <summary>A tag with its reserved shape id.</summary>
    public ImmediateTag(string name, int shapeId)
    {
        Name = name;
        Header = (uint)shapeId | HeaderFlags.Frozen;
    }

    /// <summary>For debuggers.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.None;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => throw new InvalidOperationException("an immediate has no record");

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => throw new InvalidOperationException("an immediate has no record");
}
