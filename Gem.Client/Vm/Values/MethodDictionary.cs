using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>Methods of one class in one environment. The unit of conflict is the dictionary.</summary>
public sealed class MethodDictionary : HeapObject
{
    /// <summary>A dictionary of a class.</summary>
    public MethodDictionary(ClassObject owner) => Owner = owner;

    /// <summary>The class whose methods these are.</summary>
    public ClassObject Owner { get; private set; }

    /// <summary>Methods by selector.</summary>
    public Dictionary<SymbolObject, MethodEntry> Entries { get; } = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.MethodDictionary;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Object(Owner);
        foreach ((SymbolObject selector, MethodEntry entry) in Entries)
        {
            writer.Object(selector);
            writer.Reference(entry.Slot);
        }

        foreach (MethodEntry entry in Entries.Values)
        {
            writer.Byte((byte)entry.Visibility);
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Entries.Clear();
        Owner = (ClassObject)reader.Object()!;
        while (reader.HasReferences)
        {
            SymbolObject selector = (SymbolObject)reader.Object()!;
            Entries[selector] = new MethodEntry(reader.Slot(), (Visibility)reader.Byte(), Owner);
        }
    }
}
