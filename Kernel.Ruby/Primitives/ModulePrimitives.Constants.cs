using Gem.Vm;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Module: constants and autoloads.</summary>
internal static unsafe partial class ModulePrimitives
{
    private static void RegisterConstants(PrimitiveTable table)
    {
        table.Add("module_const_get", &ConstGet, 1, 2);
        table.Add("module_const_set", &ConstSet, 2);
        table.Add("module_const_defined", &ConstDefined, 1, 2);
        table.Add("module_const_place", &ConstPlace, 2);
        table.Add("module_constants", &Constants, 0, 1);
        table.Add("module_remove_const", &RemoveConst, 1);
        table.Add("module_const_missing", &ConstMissing, 1);
        table.Add("module_private_constant", &PrivateConstant, 0, -1);
        table.Add("module_public_constant", &PublicConstant, 0, -1);
        table.Add("module_transient_const_set", &TransientConstSet, 2);
        table.Add("module_autoload", &Autoload, 2);
        table.Add("module_autoload_path", &AutoloadPath, 1, 2);
    }

    /// <summary>
    /// Arguments: a name; whether ancestors are looked into. Answers file and line where it was set, an empty array for a
    /// constant of the kernel, nil when there is none.
    /// </summary>
    private static Value ConstPlace(VmThread t, Arguments a)
    {
        ClassObject self = (ClassObject)a.Self.Ref!;
        SymbolObject name = (SymbolObject)a[0].Ref!;
        IEnumerable<ClassObject> candidates = !a[1].IsTruthy ? [self] : self.IsModule ? [.. self.LookupChain(t.Vm, 1), t.Vm.Classes.Object] : self.LookupChain(t.Vm, 1);
        foreach (ClassObject candidate in candidates)
        {
            if (t.Vm.Constants.TryOwn(candidate, name, out _))
            {
                return ConstantLookup.LocationOf(candidate, name) is { } place
                    ? t.Vm.NewArray([t.Vm.NewString(place.File), Value.FromInteger(place.Line)])
                    : t.Vm.NewArray([], 0);
            }
        }

        return Value.Nil;
    }

    private static Value ConstGet(VmThread t, Arguments a)
    {
        bool inherited = a.Count < 2 || a[1].IsTruthy;
        SymbolObject path = Expect.Name(t, a[0]);
        ClassObject module = Self(a);
        if (Names.IsConstant(path.Text))
        {
            return ConstantOf(t, module, path, inherited);
        }

        string text = path.Text.StartsWith("::", StringComparison.Ordinal) ? path.Text[2..] : path.Text;
        Value current = path.Text.Length != text.Length ? t.Vm.Classes.Object : module;
        foreach (string part in text.Split("::"))
        {
            CheckConstantName(t, module, part, path.Text);
            if (current.Ref is not ClassObject scope)
            {
                throw t.Error(t.Vm.Classes.TypeError, $"{t.InspectText(current)} does not refer to class/module");
            }

            current = ConstantOf(t, scope, t.Vm.Symbols.Intern(part), inherited);
        }

        return current;
    }

    private static Value ConstantOf(VmThread t, ClassObject module, SymbolObject name, bool inherited)
    {
        bool found = TryConstant(t, module, name, inherited, out Value value);
        if (found && value.IsUndefined)
        {
            Autoloads.Fire(t, name, inherited ? t.Vm.Constants.OwnerOf(module, name, false) : module);
            found = TryConstant(t, module, name, inherited, out value) && !value.IsUndefined;
        }

        return found ? value : ConstantAccess.Missing(t, module, name);
    }

    private static bool TryConstant(VmThread t, ClassObject module, SymbolObject name, bool inherited, out Value value) =>
        inherited ? t.Vm.Constants.TryInherited(module, name, false, out value) : t.Vm.Constants.TryOwn(module, name, out value);

    private static void CheckConstantName(VmThread t, ClassObject module, string name, string whole)
    {
        if (!Names.IsConstant(name))
        {
            throw DispatchFailures.NameError(t, t.Vm.Classes.NameError, $"wrong constant name {whole}", t.Vm.Symbols.Intern(whole), module);
        }
    }

    private static Value ConstSet(VmThread t, Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        CheckConstantName(t, Self(a), name.Text, name.Text);
        Value value = a[1];
        ConstantAccess.Set(t, a.Self, name, value);
        return value;
    }

    private static Value ConstDefined(VmThread t, Arguments a)
    {
        bool inherited = a.Count < 2 || a[1].IsTruthy;
        SymbolObject path = Expect.Name(t, a[0]);
        Value current = a.Self;
        string text = path.Text.StartsWith("::", StringComparison.Ordinal) ? path.Text[2..] : path.Text;
        foreach (string part in text.Split("::"))
        {
            CheckConstantName(t, Self(a), part, path.Text);
            if (current.Ref is not ClassObject scope || !TryConstant(t, scope, t.Vm.Symbols.Intern(part), inherited, out current))
            {
                return Value.False;
            }
        }

        return Value.True;
    }

    private static Value Constants(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        bool inherited = a.Count == 0 || a[0].IsTruthy;
        ArrayObject names = vm.NewArray([], 0);
        HashSet<SymbolObject> seen = new(ReferenceEqualityComparer.Instance);
        foreach (ClassObject candidate in Self(a).LookupChain(vm, 1))
        {
            if ((candidate != a.Self.Ref && !inherited) || (candidate == vm.Classes.Object && a.Self.Ref != vm.Classes.Object))
            {
                break;
            }

            foreach (SymbolObject name in ConstantLookup.OwnNames(candidate))
            {
                if (seen.Add(name) && !IsPrivate(candidate, name))
                {
                    names.Append(name);
                }
            }
        }

        return names;
    }

    private static bool IsPrivate(ClassObject module, SymbolObject name) =>
        module.Overlay?.Constants.Private.Contains(name) == true || module.Constants?.Private.Contains(name) == true;

    private static Value RemoveConst(VmThread t, Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        ClassObject module = Self(a);
        CheckConstantName(t, module, name.Text, name.Text);
        if (!t.Vm.Constants.TryOwn(module, name, out Value value))
        {
            throw DispatchFailures.NameError(
                t, t.Vm.Classes.NameError, $"constant {QualifiedName(t, module, name)} not defined", name, module);
        }

        if (module.Overlay?.Constants.Entries.ContainsKey(name) != true && !t.IsPersistentMode && module.Constants!.IsCommitted)
        {
            throw t.Error(t.Vm.Classes.TypeError, $"can't remove persistent constant {QualifiedName(t, module, name)} in transient mode");
        }

        t.Vm.Constants.Remove(module, name);
        return value.IsUndefined ? Value.Nil : value;
    }

    private static string QualifiedName(VmThread t, ClassObject module, SymbolObject name) =>
        module == t.Vm.Classes.Object ? $"Object::{name.Text}" : $"{Inspection.ModuleName(t.Vm, module)}::{name.Text}";

    private static Value ConstMissing(VmThread t, Arguments a) => throw ConstantAccess.Uninitialized(t, Self(a), Expect.Name(t, a[0]));

    private static Value PrivateConstant(VmThread t, Arguments a) => SetPrivate(t, a, true);

    private static Value PublicConstant(VmThread t, Arguments a) => SetPrivate(t, a, false);

    private static Value SetPrivate(VmThread t, in Arguments a, bool isPrivate)
    {
        ClassObject module = Self(a);
        foreach (Value argument in a.Span)
        {
            SymbolObject name = Expect.Name(t, argument);
            if (!t.Vm.Constants.TryOwn(module, name, out _))
            {
                throw DispatchFailures.NameError(
                    t, t.Vm.Classes.NameError, $"constant {Inspection.ModuleName(t.Vm, module)}::{name.Text} not defined", name, module);
            }

            ConstantTable table = module.Overlay?.Constants.Entries.ContainsKey(name) == true
                ? module.Overlay.Constants
                : t.Vm.Constants.PersistentConstants(module);
            if (isPrivate)
            {
                table.Private.Add(name);
            }
            else
            {
                table.Private.Remove(name);
            }

            t.Vm.Invalidation.Constant(name);
        }

        return Value.Nil;
    }

    private static Value Autoload(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        SymbolObject name = Expect.Name(t, a[0]);
        CheckConstantName(t, module, name.Text, name.Text);
        string path = Expect.Path(t, a[1]);
        if (path.Length == 0)
        {
            throw t.Error(t.Vm.Classes.ArgumentError, "empty feature name");
        }

        if (!t.Vm.Constants.TryOwn(module, name, out Value present) || present.IsUndefined)
        {
            bool persistent = Definitions.ArePersistent(t, module);
            t.Vm.Constants.Define(module, name, Value.Undefined, persistent);
            (persistent ? module.Constants! : module.Overlay!.Constants).Autoloads[name] = path;
        }

        return Value.Nil;
    }

    private static Value TransientConstSet(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        SymbolObject name = Expect.Name(t, a[0]);
        CheckConstantName(t, module, name.Text, name.Text);
        t.Vm.Constants.DefineMaker(module, name, a[1], Definitions.ArePersistent(t, module), ConstantAccess.LocationOf(t));
        return a[0];
    }

    private static Value AutoloadPath(VmThread t, Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        foreach (ClassObject candidate in Self(a).LookupChain(t.Vm, 1))
        {
            if (candidate.Overlay?.Constants.Autoloads.TryGetValue(name, out string? path) == true
                || candidate.Constants?.Autoloads.TryGetValue(name, out path) == true)
            {
                return t.Vm.NewString(path);
            }
        }

        return Value.Nil;
    }
}
