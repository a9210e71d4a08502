using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// Constants, class variables or class-level instance variables of one module, in the order of definition. The unit of
/// conflict is the table. A faulted one is hollow until somebody looks into it.
/// </summary>
public sealed class ConstantTable : HeapObject
{
    private const int HiddenFlag = 1;
    private const int LocationFlag = 2;
    private const int MakerFlag = 4;

    private readonly SymbolMap<Value> _entries = new();
    private readonly Dictionary<SymbolObject, string> _autoloads = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, Value> _makers = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SymbolObject> _hidden = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, ConstantLocation> _locations = new(ReferenceEqualityComparer.Instance);
    private ObjectMemory? _source;

    /// <summary>An empty table.</summary>
    public ConstantTable()
    {
    }

    /// <summary>A hollow table: its record is read when it is first looked into.</summary>
    internal ConstantTable(ObjectMemory source) => _source = source;

    /// <summary>True while the record has not been read: nothing in this VM depends on its content.</summary>
    internal bool IsHollow => _source is not null;

    /// <summary>
    /// Values by name; Undefined marks an autoload whose path is in <see cref="Autoloads"/>, or a constant that each VM makes for itself
    /// by a block in <see cref="Makers"/>.
    /// </summary>
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

    /// <summary>Blocks of transient_const_set.</summary>
    public Dictionary<SymbolObject, Value> Makers
    {
        get
        {
            _source?.Reload(this);
            return _makers;
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

    /// <summary>Where constants were set; those of the kernel are not in it.</summary>
    public Dictionary<SymbolObject, ConstantLocation> Locations
    {
        get
        {
            _source?.Reload(this);
            return _locations;
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
            writer.Reference(Makers.GetValueOrDefault(name, value));
        }

        foreach (SymbolObject name in Entries.Keys)
        {
            ConstantLocation? location = Locations.GetValueOrDefault(name);
            writer.Byte((byte)((Private.Contains(name) ? HiddenFlag : 0) | (location is null ? 0 : LocationFlag) | (Makers.ContainsKey(name) ? MakerFlag : 0)));
            WriteText(writer, Autoloads.GetValueOrDefault(name, ""));
            if (location is not null)
            {
                WriteText(writer, location.File);
                writer.Int32(location.Line);
            }
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        _source = null;
        _entries.Clear();
        _autoloads.Clear();
        _makers.Clear();
        _hidden.Clear();
        _locations.Clear();
        List<SymbolObject> names = [];
        while (reader.HasReferences)
        {
            SymbolObject name = (SymbolObject)reader.Object()!;
            names.Add(name);
            _entries[name] = reader.Slot();
        }

        foreach (SymbolObject name in names)
        {
            int flags = reader.Byte();
            if ((flags & HiddenFlag) != 0)
            {
                _hidden.Add(name);
            }

            if ((flags & MakerFlag) != 0)
            {
                _makers[name] = _entries[name];
                _entries[name] = Value.Undefined;
            }

            string autoload = ReadText(ref reader);
            if (autoload.Length > 0)
            {
                _autoloads[name] = autoload;
            }

            if ((flags & LocationFlag) != 0)
            {
                _locations[name] = new ConstantLocation(ReadText(ref reader), reader.Int32());
            }
        }
    }

    private static void WriteText(RecordWriter writer, string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        writer.Int32(bytes.Length);
        writer.Bytes(bytes);
    }

    private static string ReadText(ref RecordReader reader)
    {
        int size = reader.Int32();
        return size == 0 ? "" : System.Text.Encoding.UTF8.GetString(reader.Bytes(size));
    }
}
