using Gem.Vm.Interpreter;
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
        table.Add("class_fixed_instance_variables", &FixedInstanceVariables, 0);
        table.Add("class_set_fixed_instance_variables", &SetFixedInstanceVariables, 1);
        table.Add("class_maps_in_smalltalk", &MapsInSmalltalk, 1);
        table.Add("class_history", &History, 0);
        table.Add("class_set_history", &SetHistory, 1);
    }

    private static Value Become(VmThread t, Arguments a)
    {
        IdentityExchange.Do(t, a.Self, a[0]);
        return a.Self;
    }

    /// <summary>Argument: an object of the new class, made for nothing else.</summary>
    private static Value TakeContents(VmThread t, Arguments a)
    {
        ClassObject @class = t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a[0]));
        IdentityExchange.RequireCommittable(t, a.Self, @class);
        t.Vm.Transaction.Indexes.Follow(t, a.Self.Ref!, @class);
        t.Vm.Memory.TakeOver(t.Vm.Fresh(a.Self.Ref!), t.Vm.Fresh(a[0].Ref!));
        return a.Self;
    }

    private static Value ChangeClass(VmThread t, Arguments a)
    {
        ClassObject @class = (ClassObject)a[0].Ref!;
        IdentityExchange.RequireCommittable(t, a.Self, @class);
        t.Vm.Transaction.Indexes.Follow(t, a.Self.Ref!, @class);
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

    /// <summary>
    /// Argument: a former version. Whether Smalltalk's part of the class says what its instances take from those (migrateFrom:,
    /// migrateFrom:instVarMap:), or that of the former one where they go (instVarMappingTo:).
    /// </summary>
    private static Value MapsInSmalltalk(VmThread t, Arguments a)
    {
        ClassObject self = (ClassObject)a.Self.Ref!;
        return Value.FromBoolean(
            IsRedefined(t, self, "migrateFrom:instVarMap:", t.Vm.Classes.Object)
            || IsRedefined(t, self, "migrateFrom:", t.Vm.Classes.Object)
            || IsRedefined(t, t.Vm.ClassOf(a[0]), "instVarMappingTo:", t.Vm.Classes.Module));
    }

    private static bool IsRedefined(VmThread t, ClassObject @class, string selector, ClassObject owner) =>
        t.Vm.Methods.Find(@class, t.Vm.Symbols.Intern(selector), 0) is { } entry && entry.Owner != owner;

    /// <summary>An instance variable of the class that no program sees: its name could be none.</summary>
    private static Value History(VmThread t, Arguments a) => SlotAccess.Get(t.Vm, a.Self, t.Vm.Symbols.Intern(HistoryName));

    private static Value SetHistory(VmThread t, Arguments a)
    {
        SlotAccess.Set(t, a.Self, t.Vm.Symbols.Intern(HistoryName), a[0]);
        return a.Self;
    }

    private static Value FixedInstanceVariables(VmThread t, Arguments a) =>
        t.Vm.NewArray(Array.ConvertAll(t.Vm.Hierarchy.AllFixedInstanceVariables((ClassObject)a.Self.Ref!), name => (Value)name));

    /// <summary>Argument: an array of names.</summary>
    private static Value SetFixedInstanceVariables(VmThread t, Arguments a)
    {
        SymbolObject[] names = Array.ConvertAll(((ArrayObject)a[0].Ref!).Span.ToArray(), name => Expect.Name(t, name));
        if (Array.Find(names, name => !Names.IsInstanceVariable(name.Text)) is { } wrong)
        {
            throw DispatchFailures.NameError(
                t, t.Vm.Classes.NameError, $"'{wrong.Text}' is not allowed as an instance variable name", wrong, a.Self);
        }

        t.Vm.Hierarchy.SetFixedInstanceVariables((ClassObject)a.Self.Ref!, names);
        return a[0];
    }
}
