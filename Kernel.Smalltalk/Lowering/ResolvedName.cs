using Gem.Vm.Values;

namespace Kernel.Smalltalk.Lowering;

/// <summary>What a name outside of a method's own variables means.</summary>
/// <param name="Kind">The kind of variable.</param>
/// <param name="Holder">The class that has the class variable, or the namespace that has the global.</param>
internal readonly record struct ResolvedName(ResolvedNameKind Kind, ClassObject? Holder);
