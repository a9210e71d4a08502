using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>The captured variables of one scope, on the heap because a block outlives its frame.</summary>
public sealed class EnvironmentObject : HeapObject
{
    /// <summary>An environment whose variables are all nil.</summary>
    public EnvironmentObject(int variableCount, EnvironmentObject? parent)
    {
        Variables = new Value[variableCount];
        Array.Fill(Variables, Value.Nil);
        Parent = parent;
    }

    /// <summary>Values, by the index that lowering gave.</summary>
    public Value[] Variables;

    /// <summary>Environment of the enclosing scope that has one.</summary>
    public EnvironmentObject? Parent;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Environment;

    /// <inheritdoc/>
    internal override void Unfault()
    {
        Unfaulting.Slots(Variables);
        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        Unfaulting.AddIds(Variables, ids);
        base.AddUnfaulted(ids);
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Object(Parent);
        foreach (Value variable in Variables)
        {
            writer.Reference(variable);
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Parent = (EnvironmentObject?)reader.Object();
        Variables = reader.RestOfReferences();
    }
}
