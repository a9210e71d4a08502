using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>ruby2_keywords: methods and procs that pass the keywords they collect in a rest parameter on as keywords.</summary>
internal static unsafe class KeywordMarks
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("module_ruby2_keywords", &OfModule, 1, -1);
        table.Add("main_ruby2_keywords", &OfMain, 1, -1);
        table.Add("proc_ruby2_keywords", &OfProc, 0);
    }

    private static Value OfModule(VmThread t, Arguments a) => MarkMethods(t, (ClassObject)a.Self.Ref!, a);

    private static Value OfMain(VmThread t, Arguments a) => MarkMethods(t, t.Vm.Classes.Object, a);

    private static Value OfProc(VmThread t, Arguments a)
    {
        ProcObject proc = (ProcObject)a.Self.Ref!;
        if (proc.IsFrozen)
        {
            throw t.Vm.FrozenError(proc);
        }

        Mark(t, proc.Code, "proc");
        return a.Self;
    }

    private static Value MarkMethods(VmThread t, ClassObject module, in Arguments a)
    {
        if (module.IsFrozen)
        {
            throw t.Vm.FrozenError(module);
        }

        for (int i = 0; i < a.Count; i++)
        {
            SymbolObject name = Expect.Name(t, a[i]);
            MethodEntry entry = MethodDefinition.Require(t, module, name);
            if (entry.Owner != module)
            {
                Skip(t, name.Text, "can only set in method defining module");
                continue;
            }

            CompiledCode code = entry.Code(t.Vm);
            Mark(t, code.Closure?.Code ?? code, name.Text);
        }

        return Value.Nil;
    }

    private static void Mark(VmThread t, CompiledCode code, string name)
    {
        if (code.CodeKind == CodeKind.Primitive)
        {
            Skip(t, name, "method not defined in Ruby");
            return;
        }

        if (!code.Parameters.HasRest || code.Parameters.Post > 0 || code.Parameters.TakesKeywords)
        {
            string kind = name == "proc" ? "proc" : "method";
            Skip(t, name, $"{kind} accepts keywords or post arguments or {kind} does not accept argument splat");
            return;
        }

        t.Vm.WillWrite(code.Root);
        code.MarksKeywords = true;
    }

    private static void Skip(VmThread t, string name, string reason) =>
        t.Warn($"Skipping set of ruby2_keywords flag for {name} ({reason})");
}
