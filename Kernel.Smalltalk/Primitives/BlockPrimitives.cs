using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Evaluation of blocks.</summary>
internal static unsafe class BlockPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("blockValue", &BlockValue, 0, 4);
        table.Add("blockValueWithArguments", &ValueWithArguments, 1);
        table.Add("blockNumArgs", &NumArgs, 0);
    }

    private static Value BlockValue(VmThread t, Arguments a)
    {
        var block = (ProcObject)a.Self.Ref!;
        return Calls.RefusesCount(t, block, a.Count) ? Value.Undefined : Calls.CallBlock(t, block, t.WindowOf(a), a.Count, false);
    }

    private static Value ValueWithArguments(VmThread t, Arguments a)
    {
        var block = (ProcObject)a.Self.Ref!;
        if (a[0].Ref is not ArrayObject array || Calls.RefusesCount(t, block, t.Vm.Fresh(array).Count))
        {
            return Value.Undefined;
        }

        int window = t.WindowOf(a);
        int count = array.Count;
        t.EnsureStack(window + 2 + count);
        for (int i = 0; i < count; i++)
        {
            t.Stack[window + 2 + i] = t.Vm.Load(ref array.Slot(i));
        }

        return Calls.CallBlock(t, block, window, count, false);
    }

    private static Value NumArgs(VmThread t, Arguments a)
    {
        Gem.Vm.Bytecode.ParameterList parameters = ((ProcObject)a.Self.Ref!).Code.Parameters;
        return Value.FromInteger(parameters.Required + parameters.Post);
    }
}
