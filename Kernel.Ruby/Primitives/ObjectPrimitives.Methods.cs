using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Object: which methods an object has, and as objects.</summary>
internal static unsafe partial class ObjectPrimitives
{
    private static void RegisterMethods(PrimitiveTable table)
    {
        table.Add("object_respond_to", &RespondTo, 1, 2);
        table.Add("object_methods", &Methods, 0, 1);
        table.Add("object_public_methods", &PublicMethods, 0, 1);
        table.Add("object_private_methods", &PrivateMethods, 0, 1);
        table.Add("object_protected_methods", &ProtectedMethods, 0, 1);
        table.Add("object_singleton_methods", &SingletonMethods, 0, 1);
        table.Add("object_method", &Method, 1);
        table.Add("object_public_method", &PublicMethod, 1);
        table.Add("object_singleton_method", &SingletonMethod, 1);
    }

    private static Value RespondTo(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        SymbolObject name = Expect.Name(t, a[0]);
        bool includesAll = a.Count > 1 && a[1].IsTruthy;
        ClassObject @class = vm.ClassOf(a.Self);
        MethodEntry? entry = vm.Methods.Find(@class, name, Calls.RefinementsOf(t));
        if (entry is not null)
        {
            return Value.FromBoolean((includesAll || entry.Visibility == Visibility.Public) && entry.Code(vm).PrimitiveName != KernelPrimitives.NotImplemented);
        }

        MethodEntry? missing = vm.Methods.Find(@class, vm.Selectors.RespondToMissing, 1);
        return missing is null || missing.Owner == vm.Classes.Kernel || missing.Owner == vm.Classes.Object
            ? Value.False
            : Value.FromBoolean(t.Send(a.Self, vm.Selectors.RespondToMissing, name, Value.FromBoolean(includesAll)).IsTruthy);
    }

    private static Value Methods(VmThread t, Arguments a) =>
        a.Count > 0 && !a[0].IsTruthy ? SingletonMethods(t, a) : List(t, a, visibility => visibility != Visibility.Private);

    private static Value PublicMethods(VmThread t, Arguments a) => List(t, a, visibility => visibility == Visibility.Public);

    private static Value PrivateMethods(VmThread t, Arguments a) => List(t, a, visibility => visibility == Visibility.Private);

    private static Value ProtectedMethods(VmThread t, Arguments a) => List(t, a, visibility => visibility == Visibility.Protected);

    private static ArrayObject List(VmThread t, in Arguments a, Func<Visibility, bool> passes)
    {
        ClassObject[] chain = t.Vm.ClassOf(a.Self).LookupChain(t.Vm, 1);
        int count = chain.Length;
        if (a.Count > 0 && !a[0].IsTruthy)
        {
            count = Array.FindIndex(chain, candidate => candidate is { IsSingleton: false, IsModule: false }) + 1;
        }

        return ModulePrimitives.CollectMethods(t.Vm, chain.AsSpan(0, count), passes);
    }

    /// <summary>Methods of the singleton class; of a class also those of its superclasses' singleton classes, and of modules, unless told not to.</summary>
    private static Value SingletonMethods(VmThread t, Arguments a)
    {
        bool includesModules = a.Count == 0 || a[0].IsTruthy;
        ClassObject start = t.Vm.ClassOf(a.Self);
        if (!start.IsSingleton)
        {
            return t.Vm.NewArray([], 0);
        }

        List<ClassObject> chain = [];
        foreach (ClassObject candidate in start.LookupChain(t.Vm, 1))
        {
            if (!candidate.IsSingleton && !candidate.IsModule)
            {
                break;
            }

            if (candidate == start || includesModules)
            {
                chain.Add(candidate);
            }
        }

        return ModulePrimitives.CollectMethods(
            t.Vm, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chain), visibility => visibility != Visibility.Private);
    }

    private static Value Method(VmThread t, Arguments a) => MethodOf(t, a, _ => true);

    private static Value PublicMethod(VmThread t, Arguments a) => MethodOf(t, a, visibility => visibility == Visibility.Public);

    private static Value MethodOf(VmThread t, in Arguments a, Func<Visibility, bool> passes)
    {
        VirtualMachine vm = t.Vm;
        SymbolObject name = Expect.Name(t, a[0]);
        ClassObject @class = vm.ClassOf(a.Self);
        if (vm.Methods.Find(@class, name, Calls.RefinementsOf(t)) is { } entry && passes(entry.Visibility))
        {
            return MethodPrimitives.New(vm, a.Self, name, entry);
        }

        if (t.Send(a.Self, vm.Selectors.RespondToMissing, name, Value.True).IsTruthy)
        {
            // A method that passes everything on to method_missing.
            ProcObject forwarder = (ProcObject)t.Send(a.Self, vm.Symbols.Intern("__maglev_missing_method__"), name).Ref!;
            CompiledCode code = ModulePrimitives.ProcMethod(t, @class, name, forwarder);
            return MethodPrimitives.New(vm, a.Self, name, new MethodEntry(code, Visibility.Public, vm.Hierarchy.RealClass(@class)));
        }

        throw DispatchFailures.NameError(
            t, vm.Classes.NameError, $"undefined method '{name.Text}' for class '{Inspection.ModuleName(vm, @class)}'", name, a.Self);
    }

    private static Value SingletonMethod(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        SymbolObject name = Expect.Name(t, a[0]);
        ClassObject @class = vm.ClassOf(a.Self);
        return @class.IsSingleton && Gem.Vm.Classes.MethodLookup.Own(@class, name, 1) is { IsUndefined: false } entry
            ? MethodPrimitives.New(vm, a.Self, name, entry)
            : throw DispatchFailures.NameError(
                t, vm.Classes.NameError, $"undefined singleton method '{name.Text}' for {t.InspectText(a.Self)}", name, a.Self);
    }
}
