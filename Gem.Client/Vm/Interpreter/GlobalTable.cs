using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Global variables of a VM. They never persist. Special ones compute their value.</summary>
public sealed class GlobalTable
{
    private readonly Dictionary<SymbolObject, Value> values = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, Func<VmThread, Value>> getters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, Action<VmThread, Value>> setters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, SymbolObject> aliases = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names that have a value.</summary>
    public IEnumerable<SymbolObject> Names => values.Keys.Concat(getters.Keys);

    /// <summary>Value of a global, nil when it has none.</summary>
    public Value Get(VmThread thread, SymbolObject name)
    {
        name = aliases.GetValueOrDefault(name, name);
        return getters.TryGetValue(name, out Func<VmThread, Value>? getter) ? getter(thread)
            : values.TryGetValue(name, out Value value) ? value : Value.Nil;
    }

    /// <summary>Sets a global.</summary>
    public void Set(VmThread thread, SymbolObject name, Value value)
    {
        name = aliases.GetValueOrDefault(name, name);
        if (setters.TryGetValue(name, out Action<VmThread, Value>? setter))
        {
            setter(thread, value);
        }
        else
        {
            values[name] = value;
        }
    }

    /// <summary>True when a global has a value.</summary>
    public bool IsDefined(SymbolObject name)
    {
        name = aliases.GetValueOrDefault(name, name);
        return values.ContainsKey(name) || getters.ContainsKey(name);
    }

    /// <summary>Makes a global special. A setter may throw to refuse.</summary>
    public void Define(SymbolObject name, Func<VmThread, Value> getter, Action<VmThread, Value>? setter = null)
    {
        getters[name] = getter;
        if (setter is not null)
        {
            setters[name] = setter;
        }
    }

    /// <summary>Makes one name mean another.</summary>
    public void Alias(SymbolObject newName, SymbolObject oldName) => aliases[newName] = aliases.GetValueOrDefault(oldName, oldName);
}
