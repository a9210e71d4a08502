using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Refinements: refine makes them, using activates them in a lexical scope.</summary>
internal static unsafe class RefinementPrimitives
{
    /// <summary>Adds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("module_refine", &Refine, 1);
        table.Add("module_using", &Using, 1);
        table.Add("main_using", &UsingAtTopLevel, 1);
        table.Add("module_refinements", &Refinements, 0);
        table.Add("module_s_used_modules", &UsedModules, 0);
        table.Add("module_s_used_refinements", &UsedRefinements, 0);
        table.Add("refinement_target", &Target, 0);
        table.Add("refinement_import", &Import, 1);
        table.Add("symbol_to_proc", &SymbolToProc, 0);
    }

    /// <summary>Runs the block in the module's refinement of a class; there all of the module's refinements are active.</summary>
    private static Value Refine(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        ClassObject module = (ClassObject)a.Self.Ref!;
        ProcObject block = a.Block ?? throw t.Error(vm.Classes.ArgumentError, "no block given");
        if (ProcPrimitives.IsPassed(t))
        {
            throw t.Error(vm.Classes.ArgumentError, "can't pass a Proc as a block to Module#refine");
        }

        if (a[0].Ref is not ClassObject target)
        {
            throw t.Error(vm.Classes.TypeError, $"wrong argument type {Conversions.ClassName(t, a[0])} (expected Class or Module)");
        }

        _ = vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern("Refinement"), out Value refinementClass);
        ClassObject refinement = RefinementTable.For(t, module, target, (ClassObject)refinementClass.Ref!);
        LexicalScope? around = block.Code.Root.Scope;
        LexicalScope scope = new(around?.Module, around?.Parent)
        {
            Refinements = new ActiveRefinements(around?.Refinements?.Used ?? [], module),
        };
        ProcObject body = block.WithSelf(refinement, refinement);
        body.Code = block.Code.WithScope(scope);
        vm.Operators.NoteRefined(body.Code.Root);
        int window = t.WindowOf(a);
        t.Stack[window + 1] = Value.NoBlock;
        Value result = Calls.CallBlock(t, body, window, 0, false);
        t.Frames[t.FrameIndex].Flags |= FrameFlags.ReturnsSelf;
        return result;
    }

    private static Value Using(VmThread t, Arguments a)
    {
        ref Frame frame = ref t.Frames[t.FrameIndex];
        if (Calls.MethodOf(ref frame).CodeKind != CodeKind.Body || !Value.Same(t.Stack[frame.Base], a.Self))
        {
            throw t.Error(t.Vm.Classes.RuntimeError, "Module#using is not permitted in methods");
        }

        return Activate(t, a);
    }

    private static Value UsingAtTopLevel(VmThread t, Arguments a)
    {
        ref Frame frame = ref t.Frames[t.FrameIndex];
        if (Calls.MethodOf(ref frame) is not { CodeKind: CodeKind.Body, Scope: null or { Module: null } })
        {
            throw t.Error(t.Vm.Classes.RuntimeError, "main.using is permitted only at toplevel");
        }

        return Activate(t, a);
    }

    /// <summary>The running code's scope gets a module's refinements: what it calls and defines from here on.</summary>
    private static Value Activate(VmThread t, in Arguments a)
    {
        VirtualMachine vm = t.Vm;
        ClassObject module = Expect.PlainModule(t, a[0]);
        if (module.IsRefinement)
        {
            throw t.Error(vm.Classes.TypeError, "wrong argument type Class (expected Module)");
        }

        ref Frame frame = ref t.Frames[t.FrameIndex];
        LexicalScope? old = frame.Code.Root.Scope;
        IEnumerable<ClassObject> added = module.LookupChain(vm, 1).Reverse().SelectMany(ancestor => RefinementTable.Of(vm, ancestor));
        LexicalScope scope = new(old?.Module, old?.Parent) { Refinements = ActiveRefinements.With(old?.Refinements, added) };
        if (frame.Code.CodeKind == CodeKind.Block)
        {
            // A block has the scope of the code around it: this call of it goes on in a copy with its own.
            frame.Code = frame.Code.WithScope(scope);
            vm.Operators.NoteRefined(frame.Code.Root);
            t.Stack[frame.Base + frame.Ip[-1].A] = a.Self;
            return new Value(Tags.Control, 0);
        }

        frame.Code.Root.Scope = scope;
        frame.Code.Root.EmptySendCaches();
        vm.Operators.NoteRefined(frame.Code.Root);
        return a.Self;
    }

    private static Value Refinements(VmThread t, Arguments a) => ArrayOf(t, RefinementTable.Of(t.Vm, (ClassObject)a.Self.Ref!));

    private static Value UsedModules(VmThread t, Arguments a) =>
        ArrayOf(t, Active(t).Select(refinement => refinement.LexicalParent!).Distinct());

    private static Value UsedRefinements(VmThread t, Arguments a) => ArrayOf(t, Active(t));

    /// <summary>Class by class in the order in which they were first refined; of each class the latest first.</summary>
    private static IEnumerable<ClassObject> Active(VmThread t) =>
        (Calls.RefinementsOf(t)?.LatestFirst(t.Vm) ?? []).Reverse().GroupBy(RefinementTable.TargetOf).SelectMany(refinements => refinements.Reverse());

    private static Value Target(VmThread t, Arguments a) => RefinementTable.TargetOf((ClassObject)a.Self.Ref!);

    /// <summary>Copies a module's own methods into the refinement, where its refinements are active.</summary>
    private static Value Import(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        ClassObject refinement = (ClassObject)a.Self.Ref!;
        ClassObject module = Expect.PlainModule(t, a[0]);
        List<KeyValuePair<SymbolObject, MethodEntry>> entries = [.. MethodLookup.OwnEntries(module, 1).Where(pair => !pair.Value.IsUndefined)];
        if (entries.Find(pair => pair.Value.Code(vm) is { IsKernel: true } or { CodeKind: not CodeKind.Method }) is { Key: { } name })
        {
            throw t.Error(
                vm.Classes.ArgumentError, $"Can't import method which is not defined with Ruby code: {Inspection.ModuleName(vm, module)}#{name.Text}");
        }

        ActiveRefinements active = new(Calls.RefinementsOf(t)?.Used ?? [], refinement.LexicalParent);
        foreach ((SymbolObject selector, MethodEntry entry) in entries)
        {
            CompiledCode code = entry.Code(vm);
            LexicalScope scope = new(code.Scope?.Module, code.Scope?.Parent) { Refinements = active };
            Definitions.Define(t, refinement, Definitions.Bind(vm, code, refinement, scope), selector, entry.Visibility);
        }

        return a.Self;
    }

    /// <summary>to_proc; for code with active refinements the block sends with them.</summary>
    private static Value SymbolToProc(VmThread t, Arguments a)
    {
        ActiveRefinements? refinements = Calls.RefinementsOf(t);
        ProcObject plain = (ProcObject)t.Send(a.Self, t.Vm.Symbols.Intern("__maglev_to_proc__")).Ref!;
        if (refinements is not null)
        {
            refinements.SymbolCall ??= plain.Code.WithScope(new LexicalScope(null, null) { Refinements = refinements });
            plain.Code = refinements.SymbolCall;
        }

        plain.Code.SendsSymbol = true;

        return plain;
    }

    private static Value ArrayOf(VmThread t, IEnumerable<ClassObject> modules)
    {
        ArrayObject array = t.Vm.NewArray([], 0);
        foreach (ClassObject module in modules)
        {
            array.Append(module);
        }

        return array;
    }
}
