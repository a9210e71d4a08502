using Gem.Vm.Values;

namespace Gem.Vm.Classes;

/// <summary>One core class.</summary>
/// <param name="Id">Well-known id.</param>
/// <param name="Name">Name in Ruby.</param>
/// <param name="SuperclassId">Well-known id of the superclass, 0 for none.</param>
/// <param name="InstanceKind">Body of its instances.</param>
/// <param name="Flags">Module, or Ruby only.</param>
public readonly record struct CoreClassRow(ulong Id, string Name, ulong SuperclassId, BodyKind InstanceKind, ClassFlags Flags);
