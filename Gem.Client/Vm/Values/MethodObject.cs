using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>Ruby's Method (with a receiver) and UnboundMethod (without).</summary>
public sealed class MethodObject : HeapObject
{
    /// <summary>Receiver; Undefined for an UnboundMethod.</summary>
    public Value Receiver = Value.Undefined;

    /// <summary>Name it was looked up by.</summary>
    public SymbolObject Name = null!;

    /// <summary>The method.</summary>
    public MethodEntry Entry = null!;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Method;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Reference(Receiver);
        writer.Object(Name);
        writer.Object(Entry.Owner);
        writer.Reference(Entry.Slot);
        writer.Byte((byte)Entry.Visibility);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Receiver = reader.Reference();
        Name = (SymbolObject)reader.Object()!;
        ClassObject owner = (ClassObject)reader.Object()!;
        Entry = new MethodEntry(reader.Slot(), (Visibility)reader.Byte(), owner);
    }
}
