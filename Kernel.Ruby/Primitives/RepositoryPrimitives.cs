using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Behind Maglev::Repository: questions to all objects of the repository, or to all in memory.</summary>
internal static unsafe class RepositoryPrimitives
{
    /// <summary>Adds the primitives of the repository.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("repository_instances", &InstancesOf, 1);
        table.Add("repository_references", &ReferencesTo, 1);
        table.Add("repository_subclasses", &SubclassesOf, 1);
        table.Add("object_references_in_memory", &ReferencesInMemory, 0);
    }

    /// <summary>Argument: an array of classes. Answers an array with an array for each.</summary>
    private static Value InstancesOf(VmThread t, Arguments a)
    {
        ClassObject[] classes = Array.ConvertAll(((ArrayObject)a[0].Ref!).Span.ToArray(), value => (ClassObject)t.Vm.Load(ref value).Ref!);
        return ArrayOf(t, Scan(t).InstancesOf(classes).Select(found => ArrayOf(t, found)));
    }

    private static Value ReferencesTo(VmThread t, Arguments a) => ArrayOf(t, Scan(t).ReferencesTo(a[0].Ref!));

    private static Value SubclassesOf(VmThread t, Arguments a) =>
        ArrayOf(t, Scan(t).SubclassesOf((ClassObject)a[0].Ref!).Select(found => (Value)found));

    private static Value ReferencesInMemory(VmThread t, Arguments a) =>
        ArrayOf(t, t.Vm.Memory.LocalReferencesTo(a.Self.Ref!).Select(found => (Value)found));

    private static Value ArrayOf(VmThread t, IEnumerable<Value> items)
    {
        Value[] store = [.. items];
        return t.Vm.Memory.HoldsUnfaulted(t.Vm.NewArray(store, store.Length));
    }

    private static RepositoryScan Scan(VmThread t) => t.Vm.Memory.Store is not null
        ? new RepositoryScan(t.Vm)
        : throw t.Error(t.Vm.Classes.OutsideOfTransactionException, "this VM has no repository");
}
