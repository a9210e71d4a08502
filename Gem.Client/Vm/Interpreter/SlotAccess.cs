using System.Runtime.CompilerServices;
using Gem.Vm.Bytecode;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Instance variables by name: the path behind the caches, and for primitives.</summary>
public static class SlotAccess
{
    /// <summary>Value of an instance variable, nil when it is not set.</summary>
    public static Value Get(VirtualMachine vm, Value target, SymbolObject name) =>
        TryGet(vm, target, name, out Value value) ? value : Value.Nil;

    /// <summary>Value of an instance variable; false when it is not set.</summary>
    public static bool TryGet(VirtualMachine vm, Value target, SymbolObject name, out Value value)
    {
        value = Value.Nil;
        if (target.Ref is null or ImmediateTag)
        {
            return false;
        }

        HeapObject body = vm.Fresh(target.Ref);
        if (body is ClassObject @class)
        {
            return TryGetOfClass(vm, @class, name, out value);
        }

        Shape shape = vm.Shapes[body.ShapeId];
        int slot = shape.SlotOf(name);
        if (slot < 0)
        {
            return false;
        }

        value = vm.Load(ref SlotReference(body, shape, slot));
        return !value.IsUndefined;
    }

    /// <summary>Sets an instance variable through the write barrier.</summary>
    public static void Set(VmThread thread, Value target, SymbolObject name, Value value)
    {
        VirtualMachine vm = thread.Vm;
        if (target.Ref is null or ImmediateTag or SymbolObject)
        {
            throw thread.Error(vm.Classes.FrozenError, $"can't modify frozen {vm.Hierarchy.RealClass(vm.ClassOf(target))}: {thread.InspectText(target)}");
        }

        HeapObject body = vm.Fresh(target.Ref);
        if (body is ClassObject @class)
        {
            SetOfClass(thread, @class, name, value);
            return;
        }

        vm.WillWrite(body);
        SlotForWriting(vm, body, name) = value;
    }

    /// <summary>Takes an instance variable away; answers its value, Undefined when it was not set.</summary>
    public static Value Remove(VmThread thread, Value target, SymbolObject name)
    {
        VirtualMachine vm = thread.Vm;
        if (!TryGet(vm, target, name, out Value old))
        {
            return Value.Undefined;
        }

        if (target.Ref is ClassObject @class)
        {
            RemoveOfClass(thread, @class, name);
            return old;
        }

        vm.WillWrite(target.Ref!);
        SlotForWriting(vm, target.Ref!, name) = Value.Undefined;
        return old;
    }

    /// <summary>Names of the instance variables that are set, in the order they were first set.</summary>
    public static List<SymbolObject> Names(VirtualMachine vm, Value target)
    {
        List<SymbolObject> names = [];
        if (target.Ref is null or ImmediateTag)
        {
            return names;
        }

        if (vm.Fresh(target.Ref) is ClassObject @class)
        {
            names.AddRange(@class.InstanceVariables?.Entries.Keys ?? Enumerable.Empty<SymbolObject>());
            names.AddRange((@class.Overlay?.InstanceVariables.Keys ?? Enumerable.Empty<SymbolObject>()).Except(names));
            return names;
        }

        foreach (SymbolObject name in vm.Shapes[target.Ref.ShapeId].Names)
        {
            if (TryGet(vm, target, name, out _))
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>The slot of a shape.</summary>
    public static ref Value SlotReference(HeapObject body, Shape shape, int slot)
    {
        if (slot < shape.InlineCapacity)
        {
            return ref PlainObject.InlineSlot(body, slot);
        }

        return ref body.Overflow![slot - shape.InlineCapacity];
    }

    /// <summary>The slot of a name, added when the object has none; the caller has passed the barrier.</summary>
    public static ref Value SlotForWriting(VirtualMachine vm, HeapObject body, SymbolObject name)
    {
        Shape shape = vm.Shapes[body.ShapeId];
        int slot = shape.SlotOf(name);
        if (slot < 0)
        {
            slot = shape.Names.Length;
            Shape grown = shape.With(name, vm.Shapes);
            int overflow = slot - shape.InlineCapacity;
            if (overflow >= 0 && (body.Overflow is null || body.Overflow.Length <= overflow))
            {
                GrowOverflow(body, Math.Max(overflow + 1, shape.Class.InstanceSizeSeen - shape.InlineCapacity));
            }

            SlotReference(body, grown, slot) = Value.Undefined;
            body.SetShape(grown.Id);
            shape = grown;
        }

        return ref SlotReference(body, shape, slot);
    }

    /// <summary>Fills a load cache for an object's shape and reads through it.</summary>
    internal static Value GetAndCache(VmThread thread, Value self, SlotCache cache)
    {
        VirtualMachine vm = thread.Vm;
        if (self.Ref is not (null or ImmediateTag or ClassObject))
        {
            HeapObject body = vm.Fresh(self.Ref);
            Shape shape = vm.Shapes[body.ShapeId];
            int slot = shape.SlotOf(cache.Name);
            if (slot >= 0)
            {
                cache.Slot = slot < shape.InlineCapacity ? slot : ~(slot - shape.InlineCapacity);
                cache.Header = shape.Id;
            }
        }

        return Get(vm, self, cache.Name);
    }

    /// <summary>Writes, then fills a store cache: with the whole header, so that the barrier is part of the compare.</summary>
    internal static void SetAndCache(VmThread thread, Value self, SlotCache cache, Value value)
    {
        Set(thread, self, cache.Name, value);
        if (self.Ref is not (null or ImmediateTag or ClassObject) && (self.Ref.Header & HeaderFlags.NotWritable) == 0)
        {
            Shape shape = thread.Vm.Shapes[self.Ref.ShapeId];
            int slot = shape.SlotOf(cache.Name);
            cache.Slot = slot < shape.InlineCapacity ? slot : ~(slot - shape.InlineCapacity);
            cache.Header = self.Ref.Header;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GrowOverflow(HeapObject body, int capacity)
    {
        // The first object of a class learns its size one variable at a time.
        Value[] grown = new Value[Math.Max(capacity, 2 * (body.Overflow?.Length ?? 0))];
        Array.Fill(grown, Value.Undefined);
        body.Overflow?.CopyTo(grown, 0);
        body.Overflow = grown;
    }

    private static bool TryGetOfClass(VirtualMachine vm, ClassObject @class, SymbolObject name, out Value value)
    {
        if (@class.Overlay is not null && @class.Overlay.InstanceVariables.TryGetValue(name, out value))
        {
            return true;
        }

        if (@class.InstanceVariables is { } table)
        {
            ref Value slot = ref table.Entries.Find(name);
            if (!Unsafe.IsNullRef(ref slot))
            {
                value = vm.Load(ref slot);
                return true;
            }
        }

        value = Value.Nil;
        return false;
    }

    /// <summary>Like a constant, what the repository holds is removed in persistent mode only.</summary>
    private static void RemoveOfClass(VmThread thread, ClassObject @class, SymbolObject name)
    {
        if (@class.InstanceVariables is { } table && table.Entries.ContainsKey(name))
        {
            if (!Definitions.ArePersistent(thread, @class))
            {
                throw thread.Error(thread.Vm.Classes.TypeError, $"can't remove persistent instance variable {name.Text} of {@class} in transient mode");
            }

            thread.Vm.WillWrite(table);
            table.Entries.Remove(name);
        }

        @class.Overlay?.InstanceVariables.Remove(name);
    }

    private static void SetOfClass(VmThread thread, ClassObject @class, SymbolObject name, Value value)
    {
        VirtualMachine vm = thread.Vm;
        if (@class.IsFrozen)
        {
            throw vm.FrozenError(@class);
        }

        if (!Definitions.ArePersistent(thread, @class))
        {
            @class.OverlayForWriting().InstanceVariables[name] = value;
            vm.Memory.Pin(@class);
            return;
        }

        if (@class.InstanceVariables is null)
        {
            vm.WillWrite(@class);
            @class.InstanceVariables = vm.Adopt(new ConstantTable(), vm.Classes.ConstantTable);
        }

        vm.WillWrite(@class.InstanceVariables);
        @class.Overlay?.InstanceVariables.Remove(name);
        @class.InstanceVariables.Entries[name] = value;
    }
}
