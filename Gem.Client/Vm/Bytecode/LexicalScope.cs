using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>The modules around a piece of code, innermost first: where its constants are looked up (Ruby's cref).</summary>
/// <param name="Module">Innermost module; null at top level (Object), where a scope is only needed for refinements.</param>
/// <param name="Parent">The next outer scope; null at top level.</param>
public sealed record LexicalScope(ClassObject? Module, LexicalScope? Parent)
{
    /// <summary>Refinements that are active in the code; a scope begins with those of the one around it. Null for none.</summary>
    public ActiveRefinements? Refinements { get; init; } = Parent?.Refinements;
}
