using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>Inline cache of one instance-variable access.</summary>
public sealed class SlotCache(SymbolObject name)
{
    /// <summary>Shape for which the cache is filled; for stores the whole header word is compared.</summary>
    public long Header;

    /// <summary>Inline slot (negative: one's complement of the overflow slot).</summary>
    public int Slot;

    /// <summary>The variable.</summary>
    public readonly SymbolObject Name = name;
}
