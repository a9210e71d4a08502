using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>Constants (or class variables) of one module, in the order of definition. The unit of conflict is the table.</summary>
public sealed class ConstantTable : HeapObject
{
    /// <summary>Values by name; Undefined marks an autoload whose path is in <see cref="Autoloads"/>.</summary>
    public Dictionary<SymbolObject, Value> Entries = new(ReferenceEqualityComparer.Instance);

    /// <summary>Paths of autoloads that have not fired.</summary>
    public Dictionary<SymbolObject, string> Autoloads = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names that private_constant hid.</summary>
    public HashSet<SymbolObject> Private = new(ReferenceEqualityComparer.Instance);

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
        Entries.Clear();
        Autoloads.Clear();
        Private.Clear();
        List<SymbolObject> names = [];
        while (reader.HasReferences)
        {
            SymbolObject name = (SymbolObject)reader.Object()!;
            names.Add(name);
            Entries[name] = reader.Slot();
        }

        foreach (SymbolObject name in names)
        {
            if (reader.Byte() != 0)
            {
                Private.Add(name);
            }

            int pathBytes = reader.Int32();
            if (pathBytes > 0)
            {
                Autoloads[name] = System.Text.Encoding.UTF8.GetString(reader.Bytes(pathBytes));
            }
        }
    }
}
