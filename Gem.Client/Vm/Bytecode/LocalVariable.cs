using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>Where a named local lives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Register, or index in the environment of its scope when captured.</param>
/// <param name="IsCaptured">In the environment.</param>
public readonly record struct LocalVariable(SymbolObject Name, int Index, bool IsCaptured);
