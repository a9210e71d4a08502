using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Object: instance variables by name.</summary>
internal static unsafe partial class ObjectPrimitives
{
    private static void RegisterVariables(PrimitiveTable table)
    {
        table.Add("object_instance_variable_get", &InstanceVariableGet, 1);
        table.Add("object_instance_variable_set", &InstanceVariableSet, 2);
        table.Add("object_instance_variable_defined", &InstanceVariableDefined, 1);
        table.Add("object_instance_variables", &InstanceVariables, 0);
        table.Add("object_remove_instance_variable", &RemoveInstanceVariable, 1);
    }

    private static SymbolObject VariableName(VmThread t, in Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        return Names.IsInstanceVariable(name.Text) ? name
            : throw DispatchFailures.NameError(
                t, t.Vm.Classes.NameError, $"'{name.Text}' is not allowed as an instance variable name", name, a.Self);
    }

    private static Value InstanceVariableGet(VmThread t, Arguments a) => SlotAccess.Get(t.Vm, a.Self, VariableName(t, a));

    private static Value InstanceVariableSet(VmThread t, Arguments a)
    {
        SlotAccess.Set(t, a.Self, VariableName(t, a), a[1]);
        return a[1];
    }

    private static Value InstanceVariableDefined(VmThread t, Arguments a) =>
        Value.FromBoolean(SlotAccess.TryGet(t.Vm, a.Self, VariableName(t, a), out _));

    private static Value InstanceVariables(VmThread t, Arguments a)
    {
        ArrayObject names = t.Vm.NewArray([], 0);
        foreach (SymbolObject name in SlotAccess.Names(t.Vm, a.Self))
        {
            if (Names.IsInstanceVariable(name.Text))
            {
                names.Append(name);
            }
        }

        return names;
    }

    private static Value RemoveInstanceVariable(VmThread t, Arguments a)
    {
        SymbolObject name = VariableName(t, a);
        if (a.Self.Ref is { IsFrozen: true } frozen and not ImmediateTag)
        {
            throw t.Vm.FrozenError(frozen);
        }

        Value old = SlotAccess.Remove(t, a.Self, name);
        return !old.IsUndefined ? old
            : throw DispatchFailures.NameError(
                t, t.Vm.Classes.NameError, $"instance variable {name.Text} not defined for {t.InspectText(a.Self)}", name, a.Self);
    }
}
