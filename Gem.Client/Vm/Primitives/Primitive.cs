using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Primitives;

/// <summary>
/// A primitive: C# behind a method, bound by name from a kernel file. It returns its result, or throws
/// <see cref="GuestException"/> (see <see cref="VmThread.Error(ClassObject, string)"/>); it may call back through
/// <see cref="VmThread.Send"/> and <see cref="VmThread.Yield(ProcObject, Value)"/>; one that wants to run guest code in its
/// own stead pushes a frame and returns <see cref="Tags.Control"/>.
/// </summary>
public sealed unsafe class Primitive(string name, delegate*<VmThread, Arguments, Value> function, int minimum, int maximum)
{
    /// <summary>The name kernel files use.</summary>
    public string Name { get; } = name;

    /// <summary>The code.</summary>
    public delegate*<VmThread, Arguments, Value> Function { get; } = function;

    /// <summary>Fewest arguments.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>Most arguments, -1 for any number.</summary>
    public int Maximum { get; } = maximum;

    /// <summary>When it calls what may switch fibers.</summary>
    public CallBack CallBack { get; init; }

    /// <summary>How the interpreter calls it from a filled cache: for some it has a path of its own.</summary>
    public CachedCall Cached { get; init; } = CachedCall.Primitive;
}
