using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>SymbolDictionaries: constants of a module.</summary>
internal static unsafe class GlobalPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("globalAt", &At, 1, 2);
        table.Add("globalAtPut", &AtPut, 2);
        table.Add("globalRemove", &Remove, 1, 2);
        table.Add("globalKeys", &Keys, 0);
    }

    private static Value At(VmThread t, Arguments a) =>
        a[0].Ref is SymbolObject name && t.Vm.Constants.TryOwn(ClassPrimitives.Self(a), name, out Value value) ? value : Value.Undefined;

    private static Value AtPut(VmThread t, Arguments a)
    {
        ClassObject self = ClassPrimitives.Self(a);
        if (a[0].Ref is not SymbolObject name)
        {
            return Value.Undefined;
        }

        if (self.IsFrozen)
        {
            throw t.Vm.FrozenError(self);
        }

        t.Vm.Constants.Define(self, name, a[1], Definitions.ArePersistent(t, self));
        return a[1];
    }

    private static Value Remove(VmThread t, Arguments a)
    {
        ClassObject self = ClassPrimitives.Self(a);
        if (a[0].Ref is not SymbolObject name || !t.Vm.Constants.TryOwn(self, name, out Value value))
        {
            return Value.Undefined;
        }

        t.Vm.Constants.Remove(self, name);
        return value;
    }

    private static Value Keys(VmThread t, Arguments a)
    {
        Value[] names = [.. ConstantLookup.OwnNames(ClassPrimitives.Self(a)).Select(name => (Value)name)];
        return t.Vm.NewArray(names, names.Length);
    }
}
