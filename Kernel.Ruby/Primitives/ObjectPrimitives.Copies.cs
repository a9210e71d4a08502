using Gem.Vm;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Object: the copies under dup and clone.</summary>
internal static unsafe partial class ObjectPrimitives
{
    private static void RegisterCopies(PrimitiveTable table)
    {
        table.Add("object_copy", &Copy, 0);
        table.Add("object_copy_singleton", &CopySingleton, 1);
        table.Add("object_initialize_copy", &InitializeCopy, 1);
    }

    /// <summary>A copy of body and instance variables, not frozen, without the singleton class; immediates are themselves.</summary>
    private static Value Copy(VmThread t, Arguments a)
    {
        if (a.Self.Ref is null or ImmediateTag or SymbolObject or BigIntegerObject)
        {
            return a.Self;
        }

        VirtualMachine vm = t.Vm;
        HeapObject original = a.Self.Ref;
        if (original is ClassObject @class)
        {
            return CopyClass(t, @class);
        }

        if (original is FiberObject or ThreadObject)
        {
            throw t.Error(vm.Classes.TypeError, "can't copy execution context");
        }

        ClassObject real = vm.Hierarchy.RealClass(vm.ClassOf(a.Self));
        HeapObject copy = original.ShallowCopy();
        Detach(original, copy);
        if (vm.Shapes[original.ShapeId].Class != real)
        {
            Shape old = vm.Shapes[original.ShapeId];
            copy.SetShape(vm.Shapes.Create(real, old.Names, old.InlineCapacity).Id);
        }

        return vm.Memory.Copied(original, copy);
    }

    /// <summary>Gives a copy stores of its own, so that writing to one object does not show in the other.</summary>
    private static void Detach(HeapObject original, HeapObject copy)
    {
        switch (copy)
        {
            case StringObject text:
                text.IsShared = ((StringObject)original).IsShared = true;
                break;
            case ArrayObject array:
                array.Items = array.Span.ToArray();
                array.Start = 0;
                break;
            case HashObject hash:
                hash.Entries = hash.Entries.AsSpan(0, hash.Used).ToArray();
                hash.Iterating = 0;
                hash.Rebuild();
                break;
            case ExceptionObject exception:
                exception.RaisedAt = ((ExceptionObject)original).RaisedAt;
                break;
        }
    }

    private static ClassObject CopyClass(VmThread t, ClassObject original)
    {
        VirtualMachine vm = t.Vm;
        ClassFlags flags = Definitions.NewFlags(t, vm.Classes.Object);
        ClassObject copy = original.IsModule
            ? vm.Hierarchy.CreateModule(null, flags)
            : vm.Hierarchy.CreateClass(null, original.Superclass, original.InstanceKind, flags);
        CopyMethods(vm, original, copy);
        CopyConstants(vm, original, copy);

        foreach (SymbolObject name in SlotAccess.Names(vm, original))
        {
            SlotAccess.Set(t, copy, name, SlotAccess.Get(vm, original, name));
        }

        copy.OverlayForWriting().Includes.AddRange([.. original.Includes, .. original.Overlay?.Includes ?? []]);
        copy.OverlayForWriting().Prepends.AddRange([.. original.Prepends, .. original.Overlay?.Prepends ?? []]);
        if (vm.ClassOf(original).IsSingleton)
        {
            CopyMethods(vm, vm.ClassOf(original), vm.Hierarchy.SingletonClass(copy)!);
        }

        vm.Hierarchy.AncestryChanged(copy);
        return copy;
    }

    private static void CopyMethods(VirtualMachine vm, ClassObject source, ClassObject target)
    {
        foreach ((SymbolObject name, MethodEntry entry) in MethodLookup.OwnEntries(source, 1).ToArray())
        {
            Gem.Vm.Bytecode.CompiledCode? code = entry.IsUndefined ? null : entry.Code(vm);
            vm.Methods.Define(target, name, code?.Rebind(target, code.Scope), entry.Visibility, 1, false);
        }
    }

    private static void CopyConstants(VirtualMachine vm, ClassObject source, ClassObject target)
    {
        foreach (SymbolObject name in ConstantLookup.OwnNames(source).ToArray())
        {
            vm.Constants.TryOwn(source, name, out Value value);
            target.OverlayForWriting().Constants.Entries[name] = value;
        }
    }

    /// <summary>Gives the copy (the receiver) the singleton methods and modules of the original.</summary>
    private static Value CopySingleton(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        ClassObject source = vm.ClassOf(a[0]);
        if (!source.IsSingleton || a[0].Ref is ImmediateTag or ClassObject)
        {
            return a.Self;
        }

        ClassObject target = vm.Hierarchy.SingletonClass(a.Self)!;
        CopyMethods(vm, source, target);
        CopyConstants(vm, source, target);
        target.OverlayForWriting().Includes.AddRange([.. source.Includes, .. source.Overlay?.Includes ?? []]);
        target.OverlayForWriting().Prepends.AddRange([.. source.Prepends, .. source.Overlay?.Prepends ?? []]);
        vm.Hierarchy.AncestryChanged(target);
        return a.Self;
    }

    private static Value InitializeCopy(VmThread t, Arguments a)
    {
        if (Value.Same(a.Self, a[0]))
        {
            return a.Self;
        }

        if (a.Self.Ref is { IsFrozen: true } frozen and not ImmediateTag)
        {
            throw t.Vm.FrozenError(frozen);
        }

        return t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a.Self)) == t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a[0])) ? a.Self
            : throw t.Error(t.Vm.Classes.TypeError, "initialize_copy should take same class object");
    }
}
