using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Smalltalk.Lowering;

namespace Kernel.Smalltalk.Primitives;

/// <summary>
/// The exception protocol's view of the stack: handlers are found without unwinding, and only return and retry unwind.
/// A frame id is a frame's token and index: a frame that has ended is not found again.
/// </summary>
internal static unsafe class ExceptionPrimitives
{
    private const int IndexBits = 20;

    public static void Register(PrimitiveTable table)
    {
        table.Add("handlerNext", &HandlerNext, 1);
        table.Add("handlerReturn", &HandlerReturn, 1);
        table.Add("handlerRestart", &HandlerRestart, 1);
        table.Add("handlerFail", &HandlerFail, 1);
        table.Add("exceptionRaise", &Raise, 0);
        table.Add("exceptionText", &Text, 0);
        table.Add("exceptionSetText", &SetText, 1);
        table.Add("exceptionBacktrace", &Backtrace, 0);
        table.Add("exceptionDefaultHandlers", &DefaultHandlers, 0);
        table.Add("contextCurrent", &Current, 0);
    }

    private static Value HandlerNext(VmThread t, Arguments a)
    {
        int index = t.FrameIndex;
        if (!a[0].IsNil)
        {
            index = FrameOf(t, a[0]) - 1;
            if (index < 0)
            {
                return Value.Undefined;
            }
        }

        for (; index > 0; index--)
        {
            ref Frame frame = ref t.Frames[index];
            string? mark = frame.Code.CodeKind == CodeKind.Method && frame.Code.EnvironmentId == 0 ? frame.Code.PrimitiveName : null;
            switch (mark)
            {
                case SmalltalkMarks.HandlerActivation when FrameOf(t, t.Stack[frame.Base]) is int handler and > 0:
                    index = handler;
                    break;
                case SmalltalkMarks.ExceptionHandler when IsProtecting(ref frame):
                    return NewContext(t, (ClassObject)a.Self.Ref!, index, false);
                case null when frame.Code.EnvironmentId == 1 && IsProtecting(ref frame):
                    return NewContext(t, (ClassObject)a.Self.Ref!, index, true);
            }
        }

        return Value.Nil;
    }

    private static Value HandlerReturn(VmThread t, Arguments a)
    {
        int index = FrameOf(t, a.Self);
        return index == 0 ? Value.Undefined : Unwind(t, new Unwinding { TargetFrame = index, ReturnsFromTarget = true, Result = a[0] });
    }

    /// <summary>The frame's self becomes the block; Undefined as the protected part's value makes it begin again.</summary>
    private static Value HandlerRestart(VmThread t, Arguments a)
    {
        int index = FrameOf(t, a.Self);
        if (index == 0)
        {
            return Value.Undefined;
        }

        t.Stack[t.Frames[index].Base] = a[0];
        return Unwind(t, new Unwinding { TargetFrame = index, Result = Value.Undefined });
    }

    /// <summary>The frame's self becomes the exception and its handler block Undefined: it raises the one to its own outside.</summary>
    private static Value HandlerFail(VmThread t, Arguments a)
    {
        int index = FrameOf(t, a.Self);
        if (index == 0)
        {
            return Unwind(t, Unwinder.Raise(t, a[0]));
        }

        int window = t.Frames[index].Base;
        t.Stack[window] = a[0];
        t.Stack[window + CodeLowering.HandlerBlockRegister] = Value.Undefined;
        return Unwind(t, new Unwinding { TargetFrame = index, Result = Value.Undefined });
    }

    private static Value Raise(VmThread t, Arguments a) => Unwind(t, Unwinder.Raise(t, a.Self));

    private static Value Text(VmThread t, Arguments a) => ((ExceptionObject)a.Self.Ref!).Message;

    private static Value SetText(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(a.Self.Ref!);
        ((ExceptionObject)a.Self.Ref!).Message = a[0];
        return a.Self;
    }

    private static Value Backtrace(VmThread t, Arguments a) => Lines(t, ((ExceptionObject)a.Self.Ref!).RaisedAt ?? []);

    private static Value DefaultHandlers(VmThread t, Arguments a) => SmalltalkLanguage.Of(t.Vm).DefaultHandlers;

    private static Value Current(VmThread t, Arguments a)
    {
        ref Frame frame = ref t.Frames[t.FrameIndex];
        PlainObject context = t.Vm.NewObject((ClassObject)a.Self.Ref!);
        Set(t.Vm, context, "receiver", t.Stack[frame.Base]);
        Set(t.Vm, context, "selector", Calls.MethodOf(ref frame).Name ?? Value.Nil);
        Set(t.Vm, context, "stack", Lines(t, Backtraces.Capture(t)));
        return context;
    }

    private static Value Lines(VmThread t, BacktraceEntry[] entries) =>
        t.Vm.NewArray([.. entries.Select(entry => (Value)t.Vm.NewString(StackLine.Of(t.Vm, entry)))], entries.Length);

    private static Value Unwind(VmThread t, Unwinding unwinding)
    {
        t.Pending = unwinding;
        return new Value(Tags.Control, 0);
    }

    /// <summary>True while a frame's pc is in the range of a handler that takes exceptions.</summary>
    private static bool IsProtecting(ref Frame frame)
    {
        int pc = (int)(frame.Ip - frame.Code.Entry) - 1;
        foreach (HandlerEntry handler in frame.Code.Handlers)
        {
            if (handler.Kind == HandlerKind.Rescue && handler.Covers(pc))
            {
                return true;
            }
        }

        return false;
    }

    private static Value NewContext(VmThread t, ClassObject @class, int index, bool isForeign)
    {
        VirtualMachine vm = t.Vm;
        ref Frame frame = ref t.Frames[index];
        PlainObject context = vm.NewObject(@class);
        Set(vm, context, "frameId", Value.FromInteger(((long)t.TokenOf(ref frame) << IndexBits) | (uint)index));
        if (!isForeign)
        {
            Set(vm, context, "protectedBlock", t.Stack[frame.Base]);
            Set(vm, context, "exceptionSelector", t.Stack[frame.Base + 2]);
            Set(vm, context, "handlerBlock", t.Stack[frame.Base + 3]);
        }

        return context;
    }

    private static void Set(VirtualMachine vm, PlainObject target, string name, Value value) =>
        SlotAccess.SlotForWriting(vm, target, vm.Symbols.Intern(name)) = value;

    /// <summary>Index of a context's frame, 0 when it has ended.</summary>
    private static int FrameOf(VmThread t, Value context)
    {
        Value id = SlotAccess.Get(t.Vm, context, t.Vm.Symbols.Intern("frameId"));
        return id.IsFixnum ? Closures.FrameWith(t, (int)(id.Bits & ((1 << IndexBits) - 1)), (int)(id.Bits >> IndexBits)) : 0;
    }
}
