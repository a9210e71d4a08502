using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Module: class_eval and class_exec.</summary>
internal static unsafe partial class ModulePrimitives
{
    private static void RegisterEvaluation(PrimitiveTable table)
    {
        table.Add("module_module_eval", &ModuleEval, 0, 3);
        table.Add("module_module_exec", &ModuleExec, 0, -1);
    }

    private static Value ModuleEval(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        return a.Count > 0
            ? Evaluation.EvalString(t, a, module, module)
            : Evaluation.CallWithSelf(t, a, module, module, passesSelf: true);
    }

    private static Value ModuleExec(VmThread t, Arguments a) => Evaluation.CallWithSelf(t, a, Self(a), Self(a), passesSelf: false);
}
