using Gem.Vm;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Module: which methods there are.</summary>
internal static unsafe partial class ModulePrimitives
{
    private static void RegisterMethodLists(PrimitiveTable table)
    {
        table.Add("module_instance_methods", &InstanceMethods, 0, 1);
        table.Add("module_public_instance_methods", &PublicInstanceMethods, 0, 1);
        table.Add("module_private_instance_methods", &PrivateInstanceMethods, 0, 1);
        table.Add("module_protected_instance_methods", &ProtectedInstanceMethods, 0, 1);
        table.Add("module_undefined_instance_methods", &UndefinedInstanceMethods, 0);
        table.Add("module_method_defined", &MethodDefined, 1, 2);
        table.Add("module_public_method_defined", &PublicMethodDefined, 1, 2);
        table.Add("module_private_method_defined", &PrivateMethodDefined, 1, 2);
        table.Add("module_protected_method_defined", &ProtectedMethodDefined, 1, 2);
    }

    /// <summary>Names of the methods in a part of a lookup chain that pass a test; the first class that knows a name decides.</summary>
    internal static ArrayObject CollectMethods(VirtualMachine vm, ReadOnlySpan<ClassObject> chain, Func<Visibility, bool> passes)
    {
        ArrayObject names = vm.NewArray([], 0);
        HashSet<SymbolObject> seen = new(ReferenceEqualityComparer.Instance);
        foreach (ClassObject candidate in chain)
        {
            foreach ((SymbolObject name, MethodEntry entry) in MethodLookup.OwnEntries(candidate, 1))
            {
                if (seen.Add(name) && !entry.IsUndefined && passes(entry.Visibility) && !name.Text.StartsWith("__maglev_", StringComparison.Ordinal))
                {
                    names.Append(name);
                }
            }
        }

        return names;
    }

    private static Value InstanceMethods(VmThread t, Arguments a) => List(t, a, visibility => visibility != Visibility.Private);

    private static Value PublicInstanceMethods(VmThread t, Arguments a) => List(t, a, visibility => visibility == Visibility.Public);

    private static Value PrivateInstanceMethods(VmThread t, Arguments a) => List(t, a, visibility => visibility == Visibility.Private);

    private static Value ProtectedInstanceMethods(VmThread t, Arguments a) => List(t, a, visibility => visibility == Visibility.Protected);

    private static Value List(VmThread t, in Arguments a, Func<Visibility, bool> passes)
    {
        ClassObject module = Self(a);
        bool inherited = a.Count == 0 || a[0].IsTruthy;
        ReadOnlySpan<ClassObject> chain = inherited ? module.LookupChain(t.Vm, 1) : new ReadOnlySpan<ClassObject>(in module);
        return CollectMethods(t.Vm, chain, passes);
    }

    private static Value UndefinedInstanceMethods(VmThread t, Arguments a)
    {
        ArrayObject names = t.Vm.NewArray([], 0);
        foreach ((SymbolObject name, MethodEntry entry) in MethodLookup.OwnEntries(Self(a), 1))
        {
            if (entry.IsUndefined)
            {
                names.Append(name);
            }
        }

        return names;
    }

    private static Value MethodDefined(VmThread t, Arguments a) => IsDefined(t, a, visibility => visibility != Visibility.Private);

    private static Value PublicMethodDefined(VmThread t, Arguments a) => IsDefined(t, a, visibility => visibility == Visibility.Public);

    private static Value PrivateMethodDefined(VmThread t, Arguments a) => IsDefined(t, a, visibility => visibility == Visibility.Private);

    private static Value ProtectedMethodDefined(VmThread t, Arguments a) => IsDefined(t, a, visibility => visibility == Visibility.Protected);

    private static Value IsDefined(VmThread t, in Arguments a, Func<Visibility, bool> passes)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        bool inherited = a.Count < 2 || a[1].IsTruthy;
        MethodEntry? entry = inherited ? t.Vm.Methods.Find(Self(a), name, 1) : MethodLookup.Own(Self(a), name, 1);
        return Value.FromBoolean(entry is { IsUndefined: false } && passes(entry.Visibility));
    }
}
