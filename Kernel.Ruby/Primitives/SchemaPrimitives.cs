using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Kernel.Ruby.Primitives;

/// <summary>Behind Object#become and migration: what an object is, and under which class, may change.</summary>
internal static unsafe class SchemaPrimitives
{
    private const string HistoryName = "class_history";

    /// <summary>Adds the primitives of schema change.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("object_become", &Become, 1);
        table.Add("object_take_contents", &TakeContents, 1);
        table.Add("object_change_class", &ChangeClass, 1);
        table.Add("class_set_superclass", &SetSuperclass, 1);
        table.Add("class_instances_like", &AreInstancesLike, 1);
        table.Add("class_is_core", &IsCore, 0);
        table.Add("class_history", &History, 0);
        table.Add("class_set_history", &SetHistory, 1);
    }

    private static Value Become(VmThread t, Arguments a)
    {
        RequireExchange(t, a.Self, a[0]);
        t.Vm.Memory.Exchange(a.Self.Ref!, a[0].Ref!);
        return a.Self;
    }

    /// <summary>Argument: an object of the new class, made for nothing else.</summary>
    private static Value TakeContents(VmThread t, Arguments a)
    {
        RequireCommittable(t, a.Self, t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a[0])));
        t.Vm.Memory.TakeOver(t.Vm.Fresh(a.Self.Ref!), t.Vm.Fresh(a[0].Ref!));
        return a.Self;
    }

    private static Value ChangeClass(VmThread t, Arguments a)
    {
        ClassObject @class = (ClassObject)a[0].Ref!;
        RequireCommittable(t, a.Self, @class);
        t.Vm.Memory.ChangeClass(a.Self.Ref!, @class);
        return a.Self;
    }

    /// <summary>Argument: the new superclass, whose instances have bodies of the same kind.</summary>
    private static Value SetSuperclass(VmThread t, Arguments a)
    {
        t.Vm.Hierarchy.SetSuperclass((ClassObject)a.Self.Ref!, (ClassObject)a[0].Ref!);
        return a.Self;
    }

    /// <summary>Whether instances of two classes have bodies of the same kind, so that one can become the other.</summary>
    private static Value AreInstancesLike(VmThread t, Arguments a) =>
        Value.FromBoolean(((ClassObject)a.Self.Ref!).InstanceKind == ((ClassObject)a[0].Ref!).InstanceKind);

    /// <summary>Whether the VM itself knows the class.</summary>
    private static Value IsCore(VmThread t, Arguments a) => Value.FromBoolean(a.Self.Ref!.Id is not 0 and < WellKnownObjects.FirstLeased);

    /// <summary>An instance variable of the class that no program sees: its name could be none.</summary>
    private static Value History(VmThread t, Arguments a) => SlotAccess.Get(t.Vm, a.Self, t.Vm.Symbols.Intern(HistoryName));

    private static Value SetHistory(VmThread t, Arguments a)
    {
        SlotAccess.Set(t, a.Self, t.Vm.Symbols.Intern(HistoryName), a[0]);
        return a.Self;
    }

    private static void RequireExchange(VmThread t, Value left, Value right)
    {
        RequireNoObstacle(t, left);
        RequireNoObstacle(t, right);
        if (left.Ref == right.Ref)
        {
            throw Refused(t, left, "is the same object as its argument");
        }

        if (left.Ref!.Kind != right.Ref!.Kind)
        {
            throw Refused(t, left, $"and {ObjectDescription.Of(t, right)} are of different kinds, {Name(left)} and {Name(right)}");
        }

        RequireCommittable(t, left, t.Vm.ClassOf(right));
        RequireCommittable(t, right, t.Vm.ClassOf(left));
    }

    private static void RequireNoObstacle(VmThread t, Value value)
    {
        if (value.Ref is not (null or ImmediateTag))
        {
            t.Vm.Fresh(value.Ref);
        }

        if (ObjectMemory.ObstacleToExchange(t.Vm, value) is { } obstacle)
        {
            throw Refused(t, value, obstacle);
        }
    }

    /// <summary>A committed object can't be of a class whose instances are not.</summary>
    private static void RequireCommittable(VmThread t, Value value, ClassObject @class)
    {
        if (value.Ref!.IsCommitted && (@class.Flags & ClassFlags.InstancesPersistable) == 0)
        {
            throw Refused(t, value, $"is committed, and instances of {@class} are not persistable");
        }
    }

    private static string Name(Value value) => value.Ref!.Kind.ToString().ToLowerInvariant();

    private static GuestException Refused(VmThread t, Value culprit, string reason) =>
        t.Error(t.Vm.Classes.ArgumentError, $"{ObjectDescription.Of(t, culprit)} {reason}");
}
