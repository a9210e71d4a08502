using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>Range; frozen once made.</summary>
public sealed class RangeObject : HeapObject
{
    /// <summary>A range with its bounds.</summary>
    public RangeObject(Value first, Value last, bool excludesEnd)
    {
        First = first;
        Last = last;
        ExcludesEnd = excludesEnd;
    }

    /// <summary>Lower bound or nil.</summary>
    public Value First;

    /// <summary>Upper bound or nil.</summary>
    public Value Last;

    /// <summary>True for <c>...</c>.</summary>
    public bool ExcludesEnd;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Range;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Reference(First);
        writer.Reference(Last);
        writer.Byte(ExcludesEnd ? (byte)1 : (byte)0);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        First = reader.Reference();
        Last = reader.Reference();
        ExcludesEnd = reader.Byte() != 0;
    }
}
