using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Global variables of a VM. They never persist. Special ones compute their value.</summary>
public sealed class GlobalTable
{
    private readonly SymbolMap<Value> _values = new();
    private readonly Dictionary<SymbolObject, Func<VmThread, Value>> _getters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, Action<VmThread, SymbolObject, Value>> _setters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, SymbolObject> _aliases = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<SymbolObject, ArrayObject> _traces = new(ReferenceEqualityComparer.Instance);

    /// <summary>Told of each assignment before it is made; null when nobody asks.</summary>
    public Action<VmThread, SymbolObject, Value>? Setting { get; set; }

    /// <summary>Names that have a value.</summary>
    public IEnumerable<SymbolObject> Names => _values.Keys.Concat(_getters.Keys).Concat(_aliases.Keys);

    /// <summary>What has been set.</summary>
    internal IEnumerable<Value> Values => _values.Keys.Select(name => _values[name]);

    /// <summary>Value of a global, nil when it has none.</summary>
    public Value Get(VmThread thread, SymbolObject name)
    {
        name = _aliases.GetValueOrDefault(name, name);
        if (_getters.TryGetValue(name, out Func<VmThread, Value>? getter))
        {
            return getter(thread);
        }

        if (!_values.TryGetValue(name, out Value value))
        {
            Missing?.Invoke(thread, name);
            return Value.Nil;
        }

        return value;
    }

    /// <summary>Told of a global that is read and was never set.</summary>
    public Action<VmThread, SymbolObject>? Missing { get; set; }

    /// <summary>Sets a global.</summary>
    public void Set(VmThread thread, SymbolObject name, Value value)
    {
        SymbolObject written = name;
        name = _aliases.GetValueOrDefault(name, name);
        Setting?.Invoke(thread, name, value);
        if (_setters.TryGetValue(name, out Action<VmThread, SymbolObject, Value>? setter))
        {
            setter(thread, written, value);
        }
        else
        {
            _values[name] = value;
        }

        if (_traces.Count > 0 && _traces.TryGetValue(name, out ArrayObject? traces))
        {
            Tell(thread, traces, value);
        }
    }

    /// <summary>
    /// The traces of a global, for the caller to change: pairs of what the program gave and the block that is called with
    /// each new value.
    /// </summary>
    public ArrayObject TracesOf(VirtualMachine vm, SymbolObject name)
    {
        name = _aliases.GetValueOrDefault(name, name);
        if (!_traces.TryGetValue(name, out ArrayObject? traces))
        {
            _traces[name] = traces = vm.NewArray([], 0);
        }

        return traces;
    }

    /// <summary>True when a global has a value.</summary>
    public bool IsDefined(SymbolObject name)
    {
        name = _aliases.GetValueOrDefault(name, name);
        return _values.ContainsKey(name) || _getters.ContainsKey(name);
    }

    /// <summary>Makes a global special. A setter, which gets the name as it was written, may throw to refuse.</summary>
    public void Define(SymbolObject name, Func<VmThread, Value> getter, Action<VmThread, SymbolObject, Value>? setter = null)
    {
        _getters[name] = getter;
        if (setter is not null)
        {
            _setters[name] = setter;
        }
    }

    private static void Tell(VmThread thread, ArrayObject traces, Value value)
    {
        // What a trace does to the list counts from the next assignment on.
        Value[] pairs = new Value[traces.Count];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = traces.Slot(i);
        }

        foreach (Value pair in pairs)
        {
            thread.Yield((ProcObject)((ArrayObject)pair.Ref!).Slot(1).Ref!, value);
        }
    }

    /// <summary>Makes one name mean another.</summary>
    public void Alias(SymbolObject newName, SymbolObject oldName) => _aliases[newName] = _aliases.GetValueOrDefault(oldName, oldName);
}
