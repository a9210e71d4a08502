using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Binding.</summary>
internal static unsafe class BindingPrimitives
{
    /// <summary>Adds the primitives of Binding.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("binding_eval", &Eval, 1, 3);
        table.Add("binding_local_variable_get", &Get, 1);
        table.Add("binding_local_variable_set", &Set, 2);
        table.Add("binding_local_variable_defined", &IsDefined, 1);
        table.Add("binding_local_variables", &LocalVariables, 0);
        table.Add("binding_receiver", &Receiver, 0);
        table.Add("binding_source_location", &SourceLocation, 0);
        table.Add("binding_irb", &Interact, 0);
    }

    /// <summary>A Binding over a state.</summary>
    public static Value New(VmThread t, BindingState state) => t.Vm.Adopt(new ExternalObject { State = state }, t.Vm.Classes.Binding);

    /// <summary>State of a Binding.</summary>
    public static BindingState StateOf(VmThread t, Value value) =>
        (value.Ref as ExternalObject)?.State as BindingState
        ?? throw t.Error(t.Vm.Classes.TypeError, $"wrong argument type {Conversions.ClassName(t, value)} (expected binding)");

    /// <summary>Names of all variables that a state sees, innermost first, none twice.</summary>
    public static ArrayObject VariableNames(VmThread t, BindingState state)
    {
        ArrayObject names = t.Vm.NewArray([], 0);
        HashSet<SymbolObject> seen = new(ReferenceEqualityComparer.Instance);
        foreach (IReadOnlyList<SymbolObject> scope in state.Names)
        {
            foreach (SymbolObject? name in scope)
            {
                if (name is not null && Names.IsIdentifier(name.Text) && seen.Add(name))
                {
                    names.Append(name);
                }
            }
        }

        return names;
    }

    private static Value Eval(VmThread t, Arguments a) =>
        Evaluation.EvalInBinding(t, a, StateOf(t, a.Self), a.OrNil(1), a.OrNil(2));

    private static Value Get(VmThread t, Arguments a)
    {
        SymbolObject name = VariableName(t, a);
        if (StateOf(t, a.Self).Find(name) is not { } place)
        {
            throw DispatchFailures.NameError(
                t, t.Vm.Classes.NameError, $"local variable '{name.Text}' is not defined for {Inspection.AnyToS(t.Vm, a.Self)}", name, a.Self);
        }

        return t.Vm.Load(ref place.Environment.Variables[place.Index]);
    }

    private static Value Set(VmThread t, Arguments a)
    {
        BindingState state = StateOf(t, a.Self);
        SymbolObject name = VariableName(t, a);
        if (state.Find(name) is not { } place)
        {
            state.Environment = t.Vm.Adopt(new EnvironmentObject(1, state.Environment), t.Vm.Classes.Environment);
            state.Names = [[name], .. state.Names];
            place = (state.Environment, 0);
        }

        t.Vm.WillWrite(place.Environment);
        return place.Environment.Variables[place.Index] = a[1];
    }

    private static Value IsDefined(VmThread t, Arguments a) => Value.FromBoolean(StateOf(t, a.Self).Find(VariableName(t, a)) is not null);

    private static Value LocalVariables(VmThread t, Arguments a) => VariableNames(t, StateOf(t, a.Self));

    private static Value Receiver(VmThread t, Arguments a) => StateOf(t, a.Self).Self;

    private static Value SourceLocation(VmThread t, Arguments a)
    {
        BindingState state = StateOf(t, a.Self);
        return t.Vm.NewArray([t.Vm.NewString(state.File), Value.FromInteger(state.Line)]);
    }

    /// <summary>Lets the user evaluate in this place until they leave it.</summary>
    private static Value Interact(VmThread t, Arguments a)
    {
        RubyRuntime runtime = RubyRuntime.Of(t.Vm);
        Action<Interactive.Workspace> shell = runtime.Shell
            ?? throw t.Error(t.Vm.Classes.NotImplementedError, "binding.irb: this program has no interactive session");
        shell(Interactive.Workspace.Of(runtime, a.Self));
        return Value.Nil;
    }

    private static SymbolObject VariableName(VmThread t, in Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        return Names.IsIdentifier(name.Text) ? name
            : throw DispatchFailures.NameError(
                t, t.Vm.Classes.NameError, $"wrong local variable name '{name.Text}' for {Inspection.AnyToS(t.Vm, a.Self)}", name, a.Self);
    }
}
