using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What Ruby code asks of its runtime: exit blocks, warnings, classes in memory.</summary>
internal static unsafe class RuntimePrimitives
{
    /// <summary>Adds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("kernel_at_exit", &AtExit, 0);
        table.Add("inspect_begin", &BeginInspect, 0);
        table.Add("inspect_end", &EndInspect, 0);
        table.Add("objectspace_modules", &LoadedModules, 1);
        table.Add("objectspace_object_of", &ObjectOf, 1);
        table.Add("objectspace_define_finalizer", &DefineFinalizer, 2);
        table.Add("objectspace_undefine_finalizer", &UndefineFinalizer, 1);
    }

    private static Value AtExit(VmThread t, Arguments a)
    {
        ProcObject block = a.Block ?? throw t.Error(t.Vm.Classes.ArgumentError, "called without block");
        RubyRuntime.Of(t.Vm).ExitBlocks.Add(block);
        return block;
    }

    /// <summary>Notes that the receiver is being inspected; false when it is already.</summary>
    private static Value BeginInspect(VmThread t, Arguments a) =>
        Value.FromBoolean(a.Self.Ref is null or ImmediateTag || t.Visiting.Add(a.Self.Ref));

    private static Value EndInspect(VmThread t, Arguments a)
    {
        if (a.Self.Ref is { } body)
        {
            t.Visiting.Remove(body);
        }

        return Value.Nil;
    }

    /// <summary>Arguments: an object, what to call with its id when it is gone. Answers what will be called.</summary>
    private static Value DefineFinalizer(VmThread t, Arguments a) => a[0].Ref is HeapObject target and not ImmediateTag and not SymbolObject
        ? RubyRuntime.Of(t.Vm).Finalizers.Add(t, target, a[1])
        : throw t.Error(t.Vm.Classes.ArgumentError, $"cannot define finalizer for {t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a[0]))}");

    private static Value UndefineFinalizer(VmThread t, Arguments a)
    {
        if (a[0].Ref is HeapObject target)
        {
            RubyRuntime.Of(t.Vm).Finalizers.Remove(target);
        }

        return a[0];
    }

    /// <summary>
    /// Argument: the number of an object. The object: one of the repository, or one that lives in this VM and was asked for its number;
    /// false when there is none.
    /// </summary>
    private static Value ObjectOf(VmThread t, Arguments a)
    {
        ulong number = (ulong)Coercions.ToLong(t, a[0]) / ObjectPrimitives.NumbersPerObject;
        return RubyRuntime.Of(t.Vm).Numbered.TryGetValue(number, out WeakReference<HeapObject>? found) && found.TryGetTarget(out HeapObject? body)
            ? body
            : t.Vm.Memory.TryFind(number, out Value committed) ? committed : Value.False;
    }

    /// <summary>Argument: true for classes only. Singleton classes are left out.</summary>
    private static Value LoadedModules(VmThread t, Arguments a)
    {
        ArrayObject modules = t.Vm.NewArray([], 0);
        foreach (ClassObject module in t.Vm.Hierarchy.LoadedClasses.ToArray())
        {
            if (!module.IsSingleton && !(a[0].IsTruthy && module.IsModule))
            {
                modules.Append(module);
            }
        }

        return modules;
    }
}
