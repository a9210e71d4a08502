using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Behind Maglev's indexes: what they can't ask of objects in Ruby.</summary>
internal static unsafe class IndexPrimitives
{
    /// <summary>Adds the primitives of indexes.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("index_walk", &Walk, 3);
        table.Add("index_watch", &Watch, 1);
        table.Add("index_class_of", &ClassOf, 1);
        table.Add("index_identity", &Identity, 1);
        table.Add("index_part", &Part, 1);
        table.Add("index_build_at_commit", &BuildAtCommit, 0);
        table.Add("index_take_due", &TakeDue, 0);
        table.Add("index_give_back", &GiveBack, 1);
    }

    /// <summary>
    /// Arguments: an object, names of instance variables, and an array for what stands between the object and the value, or nil.
    /// The value at the end; nil from the first object on that is nil, a class, or has no such variable.
    /// </summary>
    private static Value Walk(VmThread t, Arguments a)
    {
        Value value = a[0];
        ArrayObject names = t.Vm.Fresh((ArrayObject)a[1].Ref!);
        for (int i = 0; i < names.Count && !value.IsNil; i++)
        {
            if (i > 0 && a[2].Ref is ArrayObject between)
            {
                between.Append(value);
            }

            SymbolObject name = (SymbolObject)t.Vm.Load(ref names.Slot(i)).Ref!;
            value = value.Ref is ClassObject ? Value.Nil : SlotAccess.Get(t.Vm, value, name);
        }

        return value;
    }

    /// <summary>Notices writes from now on. The object's class; nil when it has no instance variables that could be written.</summary>
    private static Value Watch(VmThread t, Arguments a) => Indexes(t).Watch(a[0]) ? ClassOf(t, a) : Value.Nil;

    private static Value ClassOf(VmThread t, Arguments a) => t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a[0]));

    /// <summary>The object id of what is no immediate.</summary>
    private static Value Identity(VmThread t, Arguments a) => Value.FromInteger((long)t.Vm.Memory.IdOf(a[0].Ref!));

    private static Value Part(VmThread t, Arguments a)
    {
        t.Vm.Transaction.Replays.AddPart(a[0].Ref!);
        return a[0];
    }

    private static Value BuildAtCommit(VmThread t, Arguments a)
    {
        Indexes(t).BuildAtCommit(a.Self.Ref!);
        return a.Self;
    }

    /// <summary>An array of the objects that indexes must look at, or nil.</summary>
    private static Value TakeDue(VmThread t, Arguments a) =>
        Indexes(t).Take(t) is { } due ? t.Vm.NewArray([.. due.Select(body => (Value)body)], due.Count) : Value.Nil;

    private static Value GiveBack(VmThread t, Arguments a)
    {
        foreach (Value value in ((ArrayObject)a[0].Ref!).Span)
        {
            Indexes(t).GiveBack(value.Ref!);
        }

        return Value.Nil;
    }

    private static IndexUpdates Indexes(VmThread t) => t.Vm.Transaction.Indexes;
}
