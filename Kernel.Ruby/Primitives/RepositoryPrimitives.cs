using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Behind Maglev::Repository: questions to all objects of the repository, or to all in memory, and collections.</summary>
internal static unsafe class RepositoryPrimitives
{
    /// <summary>Adds the primitives of the repository.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("repository_instances", &InstancesOf, 1);
        table.Add("repository_references", &ReferencesTo, 1);
        table.Add("repository_subclasses", &SubclassesOf, 1);
        table.Add("repository_collect", &Collect, 1);
        table.Add("repository_collection", &CollectionOf, 1);
        table.Add("repository_stop_collections", &StopCollections, 0);
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

    /// <summary>Argument: a kind by its number. Answers the collection's number.</summary>
    private static Value Collect(VmThread t, Arguments a)
    {
        int kind = Coercions.ToInt(t, a[0]);
        return Value.FromInteger((long)SessionPrimitives.Ask(t, services => services.Collect(kind)));
    }

    /// <summary>
    /// Argument: a collection's number; 0 for the one that goes on or comes next. Answers nil for none, or an array: number, kind, phase, outcome,
    /// percent, objects marked, dead, removed and moved, pages, seconds, sessions that have not voted and that were passed over.
    /// </summary>
    private static Value CollectionOf(VmThread t, Arguments a)
    {
        ulong number = (ulong)Coercions.ToLong(t, a[0]);
        if (SessionPrimitives.Ask(t, services => services.DescribeCollection(number)) is not { } told)
        {
            return Value.Nil;
        }

        return ArrayOf(t,
        [
            Value.FromInteger((long)told.Run), t.Vm.Symbol(told.Kind), t.Vm.Symbol(told.Phase), t.Vm.NewString(told.Outcome), Value.FromFloat(told.Percent),
            Value.FromInteger(told.MarkedObjects), Value.FromInteger(told.DeadObjects), Value.FromInteger(told.RemovedObjects),
            Value.FromInteger(told.MovedObjects), Value.FromInteger(told.ReclaimedPages), Value.FromFloat(told.Seconds),
            ArrayOf(t, told.NotVoted.Select(session => Value.FromInteger(session))), ArrayOf(t, told.PassedOver.Select(session => Value.FromInteger(session))),
        ]);
    }

    private static Value StopCollections(VmThread t, Arguments a) => SessionPrimitives.Tell(t, services => services.StopCollections());

    private static Value ArrayOf(VmThread t, IEnumerable<Value> items)
    {
        Value[] store = [.. items];
        return t.Vm.Memory.HoldsUnfaulted(t.Vm.NewArray(store, store.Length));
    }

    private static RepositoryScan Scan(VmThread t) => t.Vm.Memory.Store is not null
        ? new RepositoryScan(t.Vm)
        : throw t.Error(t.Vm.Classes.OutsideOfTransactionException, "this VM has no repository");
}
