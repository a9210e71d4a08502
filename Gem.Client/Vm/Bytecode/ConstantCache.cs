using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>Inline cache of one constant reference. Flushed by name through the name's symbol.</summary>
public sealed class ConstantCache(SymbolObject name)
{
    /// <summary>True while <see cref="Value"/> holds for <see cref="Module"/>.</summary>
    public bool IsFilled;

    /// <summary>The constant's value.</summary>
    public Value Value;

    /// <summary>Module for which a scoped reference was resolved; the lexical scope otherwise.</summary>
    public object? Module;

    /// <summary>The constant's name.</summary>
    public readonly SymbolObject Name = name;

    /// <summary>Next cache of the same name.</summary>
    internal ConstantCache? NextOfName;

    /// <summary>True once the cache is in its name's list.</summary>
    internal bool IsLinked;
}
