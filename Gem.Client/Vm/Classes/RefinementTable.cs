using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Classes;

/// <summary>The refinements that a module holds, one for each class it refines. They stand in a variable no program can name.</summary>
public static class RefinementTable
{
    /// <summary>Where they stand.</summary>
    public const string Variable = "refinements";

    /// <summary>The class that a refinement refines.</summary>
    public static ClassObject TargetOf(ClassObject refinement) => (ClassObject)refinement.Attached.Ref!;

    /// <summary>Refinements of a module in the order in which they were begun.</summary>
    public static IEnumerable<ClassObject> Of(VirtualMachine vm, ClassObject module)
    {
        if (SlotAccess.Get(vm, module, vm.Symbols.Intern(Variable)).Ref is ArrayObject refinements)
        {
            for (int i = 0; i < vm.Fresh(refinements).Count; i++)
            {
                yield return (ClassObject)vm.Load(ref refinements.Slot(i)).Ref!;
            }
        }
    }

    /// <summary>A module's refinement of a class, made when there is none.</summary>
    public static ClassObject For(VmThread thread, ClassObject module, ClassObject target, ClassObject refinementClass)
    {
        VirtualMachine vm = thread.Vm;
        List<ClassObject> present = [.. Of(vm, module)];
        if (present.Find(refinement => TargetOf(refinement) == target) is { } found)
        {
            return found;
        }

        ClassObject created = vm.Hierarchy.CreateModule(null, Definitions.NewFlags(thread, module) | ClassFlags.Refinement);
        vm.Hierarchy.SetClass(created, refinementClass);
        created.Attached = target;
        created.LexicalParent = module;
        SlotAccess.Set(thread, module, vm.Symbols.Intern(Variable), vm.NewArray([.. present.Select(refinement => (Value)refinement), created]));
        vm.Operators.Began(created);
        vm.Invalidation.EmptySendCaches();
        return created;
    }
}
