using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>The modules around a piece of code, innermost first: where its constants are looked up (Ruby's cref).</summary>
/// <param name="Module">Innermost module.</param>
/// <param name="Parent">The next outer scope; null at top level (Object).</param>
public sealed record LexicalScope(ClassObject Module, LexicalScope? Parent);
