using Gem.Vm.Classes;
using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>
/// The refinements that are active in a lexical scope. Immutable, but that a refine block sees all refinements of its
/// module, also those that are added later.
/// </summary>
/// <param name="used">Refinements that using has activated, in that order.</param>
/// <param name="refiner">In a refine block its module; null elsewhere.</param>
public sealed class ActiveRefinements(ClassObject[] used, ClassObject? refiner)
{
    /// <summary>What using has activated, oldest first.</summary>
    public ClassObject[] Used { get; } = used;

    /// <summary>The module whose refine block it is.</summary>
    public ClassObject? Refiner { get; } = refiner;

    /// <summary>Symbol#to_proc's code as it is bound here; made when first needed.</summary>
    public CompiledCode? SymbolCall { get; set; }

    /// <summary>All of them, those that go first before the others.</summary>
    public IEnumerable<ClassObject> LatestFirst(VirtualMachine vm)
    {
        if (Refiner is not null)
        {
            foreach (ClassObject own in RefinementTable.Of(vm, Refiner))
            {
                yield return own;
            }
        }

        for (int i = Used.Length - 1; i >= 0; i--)
        {
            yield return Used[i];
        }
    }

    /// <summary>These, and then others that are not yet active.</summary>
    public static ActiveRefinements With(ActiveRefinements? active, IEnumerable<ClassObject> added) =>
        new([.. (active?.Used ?? []).Union(added)], active?.Refiner);
}
