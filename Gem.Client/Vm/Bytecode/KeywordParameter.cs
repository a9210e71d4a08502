using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>One keyword parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRequired">True when it has no default.</param>
public readonly record struct KeywordParameter(SymbolObject Name, bool IsRequired);
