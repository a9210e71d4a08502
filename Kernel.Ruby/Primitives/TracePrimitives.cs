using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Tracing;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What TracePoint and set_trace_func stand on: hooks by the block that is called with each event.</summary>
internal static unsafe class TracePrimitives
{
    private static readonly (string Name, TraceEvents Event)[] Events =
    [
        ("line", TraceEvents.Line), ("class", TraceEvents.Class), ("end", TraceEvents.End), ("call", TraceEvents.Call),
        ("return", TraceEvents.Return), ("c_call", TraceEvents.CCall), ("c_return", TraceEvents.CReturn), ("raise", TraceEvents.Raise),
        ("b_call", TraceEvents.BCall), ("b_return", TraceEvents.BReturn), ("thread_begin", TraceEvents.ThreadBegin),
        ("thread_end", TraceEvents.ThreadEnd), ("script_compiled", TraceEvents.ScriptCompiled), ("rescue", TraceEvents.Rescue),
    ];

    /// <summary>Adds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("trace_start", &Start, 5);
        table.Add("trace_stop", &Stop, 1);
        table.Add("trace_reenter", &Reenter, 1);
        table.Add("trace_binding", &BindingOf, 1);
        table.Add("trace_of_global", &TracesOfGlobal, 1);
        table.Add("trace_parameters", &Parameters, 2);
    }

    /// <summary>
    /// Arguments: the block, event names, a method, proc or nil that alone is traced, a line that alone is told or nil,
    /// whether only this thread is traced. False when nothing there can be traced.
    /// </summary>
    private static Value Start(VmThread t, Arguments a)
    {
        ProcObject block = (ProcObject)a[0].Ref!;
        TraceHook hook = new(EventsOf(t, (ArrayObject)a[1].Ref!), (thread, record) => thread.Yield(block, Describe(thread, record)))
        {
            Key = block,
            TargetLine = a[3].IsNil ? 0 : (int)Coercions.ToLong(t, a[3]),
            TargetThread = a[4].IsTruthy ? t : null,
        };
        if (!a[2].IsNil && (TargetOf(t, a[2]) is not { IsKernel: false } target || !hook.Target(target)))
        {
            return Value.False;
        }

        t.Vm.Tracer.Add(t, hook);
        return Value.True;
    }

    private static Value Stop(VmThread t, Arguments a)
    {
        t.Vm.Tracer.Remove(t, (ProcObject)a[0].Ref!);
        return Value.Nil;
    }

    /// <summary>Calls a block in which events are told again.</summary>
    private static Value Reenter(VmThread t, Arguments a)
    {
        if (!t.IsInTraceHook)
        {
            throw t.Error(t.Vm.Classes.RuntimeError, "No need to allow reentrance.");
        }

        t.IsInTraceHook = false;
        try
        {
            return t.Yield((ProcObject)a[0].Ref!, []);
        }
        finally
        {
            t.IsInTraceHook = true;
        }
    }

    private static Value TracesOfGlobal(VmThread t, Arguments a) => t.Vm.Globals.TracesOf(t.Vm, Expect.Name(t, a[0]));

    private static TraceEvents EventsOf(VmThread t, ArrayObject names)
    {
        TraceEvents events = TraceEvents.None;
        for (int i = 0; i < names.Count; i++)
        {
            string name = Expect.Name(t, t.Vm.Load(ref names.Slot(i))).Text;
            events |= Array.Find(Events, pair => pair.Name == name).Event;
        }

        return events;
    }

    private static CompiledCode? TargetOf(VmThread t, Value target) => target.Ref switch
    {
        MethodObject method => method.Entry.Code(t.Vm) is { Closure: { } closure } ? closure.Code : method.Entry.Code(t.Vm),
        ProcObject proc => t.Vm.Fresh(proc).Code,
        _ => null,
    };

    /// <summary>
    /// An event as an array: name, path, line, self, method name, callee name, owner, result, exception, script, frame, code.
    /// nil stands for what an event does not have.
    /// </summary>
    private static Value Describe(VmThread t, TraceRecord record)
    {
        VirtualMachine vm = t.Vm;
        bool isBody = (record.Event & (TraceEvents.Class | TraceEvents.End)) != 0;
        CompiledCode? method = isBody ? null : record.Method;
        return vm.NewArray(
        [
            vm.Symbol(Array.Find(Events, pair => pair.Event == record.Event).Name),
            vm.NewString(record.File),
            Value.FromInteger(record.Line),
            record.Self,
            OrNil(method?.Name),
            OrNil(isBody ? null : record.Callee),
            OrNil(method?.Owner),
            record.Result,
            record.Exception.IsUndefined ? Value.Nil : record.Exception,
            record.Script,
            Value.FromInteger(record.FrameIndex),
            OrNil(record.Code),
        ]);
    }

    private static Value OrNil(HeapObject? body) => body is null ? Value.Nil : new Value(body, 0);

    /// <summary>Argument: the frame of an event.</summary>
    private static Value BindingOf(VmThread t, Arguments a)
    {
        int index = (int)a[0].Bits;
        ref Frame frame = ref t.Frames[index];
        BindingState state = BindingState.Capture(t, index);
        bool isEntered = (int)(frame.Ip - frame.Code.Entry) > 1;
        if (!isEntered && frame.Code.Instructions is [var first, ..] && TraceMarks.Plain(first.Op) == Opcode.NewEnvironment)
        {
            // The frame's own environment does not exist yet.
            state.Names.RemoveAt(0);
        }

        AddRegisters(t, ref frame, state);
        return BindingPrimitives.New(t, state);
    }

    /// <summary>Variables that live in registers, as they are now: what the binding does to them stays in the binding.</summary>
    private static void AddRegisters(VmThread t, ref Frame frame, BindingState state)
    {
        LocalVariable[] locals = Array.FindAll(frame.Code.Locals, local => !local.IsCaptured);
        if (locals.Length == 0)
        {
            return;
        }

        EnvironmentObject copy = t.Vm.Adopt(new EnvironmentObject(locals.Length, state.Environment), t.Vm.Classes.Environment);
        for (int i = 0; i < locals.Length; i++)
        {
            Value value = t.Stack[frame.Base + locals[i].Index];
            copy.Variables[i] = value.IsUndefined || value.Ref == Tags.Unfaulted ? Value.Nil : value;
        }

        state.Environment = copy;
        state.Names = [Array.ConvertAll(locals, local => local.Name), .. state.Names];
    }

    /// <summary>Arguments: the code of an event, its frame.</summary>
    private static Value Parameters(VmThread t, Arguments a)
    {
        CompiledCode code = (CompiledCode)a[0].Ref!;
        ref Frame frame = ref t.Frames[(int)a[1].Bits];
        bool isLambda = code.CodeKind != CodeKind.Block || frame.Closure is { IsLambda: true } || (frame.Flags & FrameFlags.Method) != 0;
        return Signature.Parameters(t.Vm, code.Parameters, isLambda);
    }
}
