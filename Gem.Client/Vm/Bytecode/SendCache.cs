using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>
/// Inline cache of one call site. <see cref="ShapeId"/> 0 never matches, so flushing means zeroing it; the caches of a
/// selector are linked from its symbol, so that a changed method flushes just those.
/// </summary>
public sealed unsafe class SendCache(SymbolObject selector, int argumentCount, CallFlags flags)
{
    /// <summary>Receiver shape for which the cache is filled.</summary>
    public int ShapeId;

    /// <summary>What the interpreter may do without asking further.</summary>
    public CachedCall Call;

    /// <summary>Inline slot of an attribute (negative: one's complement of the overflow slot).</summary>
    public int Slot;

    /// <summary>Code to run.</summary>
    public CompiledCode? Target;

    /// <summary>Primitive to call.</summary>
    public delegate*<Interpreter.VmThread, Primitives.Arguments, Value> Primitive;

    /// <summary>Arguments written at the site (a splat counts as one).</summary>
    public readonly int ArgumentCount = argumentCount;

    /// <summary>How they are passed.</summary>
    public readonly CallFlags Flags = flags;

    /// <summary>Selector.</summary>
    public readonly SymbolObject Selector = selector;

    /// <summary>Next cache of the same selector.</summary>
    internal SendCache? NextOfSelector;

    /// <summary>True once the cache is in its selector's list.</summary>
    internal bool IsLinked;
}
