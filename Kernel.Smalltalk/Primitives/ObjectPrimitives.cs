using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Identity, class, copying, instance variables.</summary>
internal static unsafe class ObjectPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("objectIdentical", &Identical, 1);
        table.Add("objectIdentityHash", &IdentityHash, 0);
        table.Add("objectClass", &Class, 0);
        table.Add("objectShallowCopy", &ShallowCopy, 0);
        table.Add("objectInstVarAt", &InstVarAt, 1);
        table.Add("objectInstVarAtPut", &InstVarAtPut, 2);
        table.Add("objectBecome", &Become, 1);
        table.Add("objectIsFrozen", &IsFrozen, 0);
        table.Add("objectFreeze", &Freeze, 0);
        table.Add("objectId", &Id, 0);
        table.Add("objectForId", &ForId, 1);
        table.Add("objectIsCommitted", &IsCommitted, 0);
    }

    /// <summary>Class in environment 0: singleton classes of plain objects are skipped, a class's is its metaclass.</summary>
    public static ClassObject ClassOf(VirtualMachine vm, Value value)
    {
        if (value.Ref is ClassObject { IsSingleton: true })
        {
            return vm.Classes[Shared.ObjectFormat.Identity.WellKnownObjects.MetaclassClass];
        }

        ClassObject found = vm.ClassOf(value);
        while (found.IsSingleton && found.Attached.Ref is not ClassObject { IsModule: false })
        {
            found = found.Superclass!;
        }

        return found;
    }

    private static Value Identical(VmThread t, Arguments a) => Value.FromBoolean(Value.Same(a.Self, a[0]));

    private static Value IdentityHash(VmThread t, Arguments a) => Value.FromInteger(Hashes.Of(IdOf(t, a.Self), t.Vm.HashSeed));

    private static long IdOf(VmThread t, Value value) => value.Ref switch
    {
        null => (value.Bits << 3) | 1,
        SymbolObject symbol => Hashes.Of(symbol.Bytes, t.Vm.HashSeed),
        ImmediateTag tag => (value.Bits << 3) | (uint)(tag.ShapeId & 7),
        _ => (long)t.Vm.Memory.IdOf(value.Ref),
    };

    private static Value Class(VmThread t, Arguments a) => ClassOf(t.Vm, a.Self);

    private static Value ShallowCopy(VmThread t, Arguments a) =>
        a.Self.IsImmediate || a.Self.Ref is SymbolObject ? a.Self : ObjectCopy.Of(t, a.Self.Ref!, ClassOf(t.Vm, a.Self));

    private static Value InstVarAt(VmThread t, Arguments a)
    {
        SymbolObject[] names = NamesOf(t, a.Self);
        return Indexes.TryOffset(a[0], names.Length, out int offset) ? SlotAccess.Get(t.Vm, a.Self, names[offset]) : Value.Undefined;
    }

    private static Value InstVarAtPut(VmThread t, Arguments a)
    {
        SymbolObject[] names = NamesOf(t, a.Self);
        if (!Indexes.TryOffset(a[0], names.Length, out int offset))
        {
            return Value.Undefined;
        }

        SlotAccess.Set(t, a.Self, names[offset], a[1]);
        return a[1];
    }

    private static SymbolObject[] NamesOf(VmThread t, Value value) => t.Vm.Hierarchy.AllFixedInstanceVariables(t.Vm.ClassOf(value));

    private static Value Become(VmThread t, Arguments a)
    {
        IdentityExchange.Do(t, a.Self, a[0]);
        return a.Self;
    }

    private static Value IsFrozen(VmThread t, Arguments a) => Value.FromBoolean(a.Self.Ref is null || a.Self.Ref.IsFrozen);

    private static Value Freeze(VmThread t, Arguments a)
    {
        if (!a.Self.IsImmediate && !a.Self.Ref!.IsFrozen)
        {
            t.Vm.WillWrite(a.Self.Ref);
            a.Self.Ref.Header |= HeaderFlags.Frozen;
        }

        return a.Self;
    }

    private static Value Id(VmThread t, Arguments a) => Value.FromInteger(IdOf(t, a.Self));

    private static Value ForId(VmThread t, Arguments a) => !a[0].IsFixnum || a[0].Bits <= 0 ? Value.Undefined
        : t.Vm.Memory.TryFind((ulong)a[0].Bits, out Value found) ? found : Value.Nil;

    private static Value IsCommitted(VmThread t, Arguments a) => Value.FromBoolean(a.Self.IsImmediate || a.Self.Ref!.IsCommitted);
}
