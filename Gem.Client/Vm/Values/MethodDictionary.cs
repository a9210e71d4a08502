using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// Methods of one class in one environment. The unit of conflict is the dictionary. A faulted one is hollow until somebody
/// looks into it.
/// </summary>
public sealed class MethodDictionary : HeapObject
{
    private readonly Dictionary<SymbolObject, MethodEntry> _entries = new(ReferenceEqualityComparer.Instance);
    private ObjectMemory? _source;

    /// <summary>A dictionary of a class.</summary>
    public MethodDictionary(ClassObject owner) => Owner = owner;

    /// <summary>A hollow dictionary: its record is read when it is first looked into.</summary>
    internal MethodDictionary(ClassObject owner, ObjectMemory source)
    {
        Owner = owner;
        _source = source;
    }

    /// <summary>The class whose methods these are.</summary>
    public ClassObject Owner { get; private set; }

    /// <summary>True while the record has not been read: nothing in this VM depends on its content.</summary>
    internal bool IsHollow => _source is not null;

    /// <summary>Methods by selector.</summary>
    public Dictionary<SymbolObject, MethodEntry> Entries
    {
        get
        {
            _source?.Reload(this);
            return _entries;
        }
    }

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
        _source = null;
        _entries.Clear();
        Owner = (ClassObject)reader.Object()!;
        while (reader.HasReferences)
        {
            SymbolObject selector = (SymbolObject)reader.Object()!;
            _entries[selector] = new MethodEntry(reader.Slot(), (Visibility)reader.Byte(), Owner);
        }
    }
}
