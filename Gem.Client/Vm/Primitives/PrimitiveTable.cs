using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Primitives;

/// <summary>All primitives of a VM by name. Each file of primitives has a <c>Register</c> that adds its own.</summary>
public sealed unsafe class PrimitiveTable
{
    private readonly Dictionary<string, Primitive> _primitives = new(1024, StringComparer.Ordinal);

    /// <summary>Names in the order they were added.</summary>
    public IEnumerable<string> Names => _primitives.Keys;

    /// <summary>Adds a primitive with a fixed number of arguments. Two of one name are an error.</summary>
    public void Add(string name, delegate*<VmThread, Arguments, Value> function, int count, CachedCall cached = CachedCall.Primitive) =>
        _primitives.Add(name, new Primitive(name, function, count, count) { Cached = cached });

    /// <summary>Adds a primitive that takes from <paramref name="minimum"/> to <paramref name="maximum"/> arguments (-1: any number).</summary>
    public void Add(string name, delegate*<VmThread, Arguments, Value> function, int minimum, int maximum) =>
        _primitives.Add(name, new Primitive(name, function, minimum, maximum));

    /// <summary>Adds a primitive that calls what may switch fibers.</summary>
    public void Add(string name, delegate*<VmThread, Arguments, Value> function, int minimum, int maximum, CallBack callBack) =>
        _primitives.Add(name, new Primitive(name, function, minimum, maximum) { CallBack = callBack, Cached = CachedCall.General });

    /// <summary>The primitive with a name, or null.</summary>
    public Primitive? Find(string name) => _primitives.GetValueOrDefault(name);
}
