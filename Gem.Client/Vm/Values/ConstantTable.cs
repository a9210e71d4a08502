using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// Constants, class variables or class-level instance variables of one module, in the order of definition. The unit of
/// conflict is the table. A faulted one is hollow until somebody looks into it.
/// </summary>
public sealed class ConstantTable : HeapObject
{
    private readonly SymbolMap<Value> _entries = new();
    private readonly Dictionary<SymbolObject, string> _autoloads = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SymbolObject> _hidden = new(ReferenceEqualityComparer.Instance);
    private ObjectMemory? _source;

    /// <summary>An empty table.</summary>
    public ConstantTable()
    {
    }

    /// <summary>A hollow table: its record is read when it is first looked into.</summary>
    internal ConstantTable(ObjectMemory source) => _source = source;

    /// <summary>True while the record has not been read: nothing in this VM depends on its content.</summary>
    internal bool IsHollow => _source is not null;

    /// <summary>Values by name; Undefined marks an autoload whose path is in <see cref="Autoloads"/>.</summary>
    public SymbolMap<Value> Entries
    {
        get
        {
            _source?.Reload(this);
            return _entries;
        }
    }

    /// <summary>Paths of autoloads that have not fired.</summary>
    public Dictionary<SymbolObject, string> Autoloads
    {
        get
        {
            _source?.Reload(this);
            return _autoloads;
        }
    }

    /// <summary>Names that private_constant hid.</summary>
    public HashSet<SymbolObject> Private
    {
        get
        {
            _source?.Reload(this);
            return _hidden;
        }
    }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.ConstantTable;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        foreach ((SymbolObject name, Value value) in Entries)
        {
            writer.Object(name);
            writer.Reference(value);
        }

        foreach (SymbolObject name in Entries.Keys)
        {
            writer.Byte(Private.Contains(name) ? (byte)1 : (byte)0);
            byte[] path = Autoloads.TryGetValue(name, out string? autoload) ? System.Text.Encoding.UTF8.GetBytes(autoload) : [];
            writer.Int32(path.Length);
            writer.Bytes(path);
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        _source = null;
        _entries.Clear();
        _autoloads.Clear();
        _hidden.Clear();
        List<SymbolObject> names = [];
        while (reader.HasReferences)
        {
            SymbolObject name = (SymbolObject)reader.Object()!;
            names.Add(name);
            _entries[name] = reader.Slot();
        }

        foreach (SymbolObject name in names)
        {
            if (reader.Byte() != 0)
            {
                _hidden.Add(name);
            }

            int pathBytes = reader.Int32();
            if (pathBytes > 0)
            {
                _autoloads[name] = System.Text.Encoding.UTF8.GetString(reader.Bytes(pathBytes));
            }
        }
    }
}
