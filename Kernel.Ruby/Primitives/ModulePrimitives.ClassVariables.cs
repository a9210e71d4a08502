using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Module: class variables.</summary>
internal static unsafe partial class ModulePrimitives
{
    private static void RegisterClassVariables(PrimitiveTable table)
    {
        table.Add("module_class_variable_get", &ClassVariableGet, 1);
        table.Add("module_class_variable_set", &ClassVariableSet, 2);
        table.Add("module_class_variable_defined", &ClassVariableDefined, 1);
        table.Add("module_class_variables", &ClassVariables, 0, 1);
        table.Add("module_remove_class_variable", &RemoveClassVariable, 1);
    }

    private static SymbolObject ClassVariableName(VmThread t, in Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        return Names.IsClassVariable(name.Text) ? name
            : throw DispatchFailures.NameError(t, t.Vm.Classes.NameError, $"'{name.Text}' is not allowed as a class variable name", name, a.Self);
    }

    private static Value ClassVariableGet(VmThread t, Arguments a)
    {
        SymbolObject name = ClassVariableName(t, a);
        ClassObject owner = t.Vm.Constants.ClassVariableOwner(Self(a), name) ?? throw UnknownClassVariable(t, a, name);
        return t.Vm.Constants.GetClassVariable(owner, name);
    }

    private static Value ClassVariableSet(VmThread t, Arguments a)
    {
        SymbolObject name = ClassVariableName(t, a);
        ClassObject owner = t.Vm.Constants.ClassVariableOwner(Self(a), name) ?? Self(a);
        RefuseFrozen(t, owner);
        t.Vm.Constants.SetClassVariable(owner, name, a[1], Definitions.ArePersistent(t, owner));
        return a[1];
    }

    private static Value ClassVariableDefined(VmThread t, Arguments a) =>
        Value.FromBoolean(t.Vm.Constants.ClassVariableOwner(Self(a), ClassVariableName(t, a)) is not null);

    private static Value ClassVariables(VmThread t, Arguments a)
    {
        ArrayObject names = t.Vm.NewArray([], 0);
        HashSet<SymbolObject> seen = new(ReferenceEqualityComparer.Instance);
        foreach (ClassObject candidate in Self(a).LookupChain(t.Vm, 1))
        {
            if (candidate != a.Self.Ref && a.Count > 0 && !a[0].IsTruthy)
            {
                break;
            }

            foreach (ConstantTable? table in (ConstantTable?[])[candidate.ClassVariables, candidate.Overlay?.ClassVariables])
            {
                foreach (SymbolObject name in table?.Entries.Keys ?? Enumerable.Empty<SymbolObject>())
                {
                    if (seen.Add(name))
                    {
                        names.Append(name);
                    }
                }
            }
        }

        return names;
    }

    private static Value RemoveClassVariable(VmThread t, Arguments a)
    {
        SymbolObject name = ClassVariableName(t, a);
        ClassObject module = Self(a);
        RefuseFrozen(t, module);
        if (module.Overlay?.ClassVariables.Entries.Remove(name, out Value value) == true)
        {
            return value;
        }

        if (module.ClassVariables is { } table && table.Entries.ContainsKey(name))
        {
            t.Vm.WillWrite(table);
            value = t.Vm.Constants.GetClassVariable(module, name);
            table.Entries.Remove(name);
            return value;
        }

        throw DispatchFailures.NameError(
            t, t.Vm.Classes.NameError, $"class variable {name.Text} not defined for {Inspection.ModuleName(t.Vm, module)}", name, module);
    }

    private static GuestException UnknownClassVariable(VmThread t, in Arguments a, SymbolObject name) =>
        DispatchFailures.NameError(
            t, t.Vm.Classes.NameError, $"uninitialized class variable {name.Text} in {Inspection.ModuleName(t.Vm, Self(a))}", name, a.Self);
}
