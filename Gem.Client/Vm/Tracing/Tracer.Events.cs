using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Tracing;

/// <summary>What each event says.</summary>
public sealed unsafe partial class Tracer
{
    /// <summary>A kernel method without a frame is called.</summary>
    internal void PrimitiveCalled(VmThread thread, CompiledCode primitive, Value receiver)
    {
        if (Awaits(thread, TraceEvents.CCall) && IsSeen(thread, primitive, thread.FrameIndex))
        {
            TellOfKernel(thread, TraceEvents.CCall, primitive, receiver, thread.FrameIndex, Value.Nil);
        }
    }

    /// <summary>
    /// A kernel method without a frame has answered, or pushed a frame that answers in its stead: then its return is told
    /// when that frame is left.
    /// </summary>
    internal void PrimitiveReturned(VmThread thread, CompiledCode primitive, Value receiver, int caller, Value result)
    {
        if (!Awaits(thread, TraceEvents.CReturn) || !IsSeen(thread, primitive, caller))
        {
            return;
        }

        if (thread.Pending is { } unwinding)
        {
            // The hook runs before what the method has begun goes on.
            thread.Pending = null;
            TellOfKernel(thread, TraceEvents.CReturn, primitive, receiver, caller, Value.Nil);
            thread.Pending = unwinding;
        }
        else if (result.Ref != Tags.Control)
        {
            TellOfKernel(thread, TraceEvents.CReturn, primitive, receiver, caller, result);
        }
        else if (thread.FrameIndex > caller)
        {
            thread.Frames[thread.FrameIndex].Flags |= FrameFlags.ForPrimitive;
            _primitives.RemoveAll(waiting => waiting.FrameIndex >= thread.FrameIndex);
            _primitives.Add(new WaitingPrimitive(thread.FrameIndex, primitive, receiver));
        }
    }

    /// <summary>The frame that answers in the stead of a kernel method is gone; its caller is on top.</summary>
    internal void FrameForPrimitiveLeft(VmThread thread, Value result)
    {
        int frameIndex = thread.FrameIndex + 1;
        int found = _primitives.FindLastIndex(waiting => waiting.FrameIndex == frameIndex);
        if (found >= 0)
        {
            (_, CompiledCode primitive, Value receiver) = _primitives[found];
            _primitives.RemoveAt(found);
            if (Awaits(thread, TraceEvents.CReturn))
            {
                TellOfKernel(thread, TraceEvents.CReturn, primitive, receiver, thread.FrameIndex, result);
            }
        }
    }

    /// <summary>An exception begins. Answers it, or the one that a hook raised.</summary>
    internal Value Raised(VmThread thread, Value exception)
    {
        int at = thread.FrameIndex;
        while (at > 1 && thread.Frames[at].Code.IsKernel)
        {
            at--;
        }

        if (at == 0 || !Awaits(thread, TraceEvents.Raise))
        {
            return exception;
        }

        ref Frame frame = ref thread.Frames[at];
        try
        {
            Tell(thread, frame.Code, new TraceRecord
            {
                Event = TraceEvents.Raise,
                FrameIndex = at,
                File = frame.Code.Root.File,
                Line = LineOf(ref frame),
                Self = thread.Stack[frame.Base],
                Method = MethodOf(ref frame),
                Callee = MethodOf(ref frame)?.Name,
                Code = frame.Code,
                Exception = exception,
            });
        }
        catch (GuestException error)
        {
            return error.Exception;
        }

        return exception;
    }

    /// <summary>A text was compiled for the running frame; <paramref name="script"/> is nil for a file.</summary>
    public void Compiled(VmThread thread, CompiledCode code, Value script)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        if (thread.FrameIndex > 0 && Awaits(thread, TraceEvents.ScriptCompiled))
        {
            Tell(thread, frame.Code, new TraceRecord
            {
                Event = TraceEvents.ScriptCompiled,
                FrameIndex = thread.FrameIndex,
                File = frame.Code.Root.File,
                Line = LineOf(ref frame),
                Self = thread.Stack[frame.Base],
                Method = MethodOf(ref frame),
                Callee = MethodOf(ref frame)?.Name,
                Code = code,
                Script = script,
            });
        }
    }

    /// <summary>An unwinding leaves the top frame, perhaps with a result. What a hook raises goes on instead.</summary>
    internal Unwinding Unwound(VmThread thread, Unwinding unwinding, Value result)
    {
        try
        {
            ref Frame frame = ref thread.Frames[thread.FrameIndex];
            Leaving(thread, ref frame, result);
            return unwinding;
        }
        catch (GuestException error)
        {
            return new Unwinding { Exception = error.Exception };
        }
    }

    private void Entered(VmThread thread, ref Frame frame)
    {
        CompiledCode code = frame.Code;
        if (code.IsKernel)
        {
            if (code.CodeKind == CodeKind.Method && Awaits(thread, TraceEvents.CCall) && IsSeen(thread, code, thread.FrameIndex - 1))
            {
                TellOfKernel(thread, TraceEvents.CCall, code, thread.Stack[frame.Base], thread.FrameIndex - 1, Value.Nil);
            }

            return;
        }

        (TraceEvents entry, _) = KindOf(ref frame);
        if ((entry & TraceEvents.Call) != 0)
        {
            TellOfFrame(thread, ref frame, TraceEvents.Call, code.Line, Value.Nil);
        }

        if ((entry & ~TraceEvents.Call) is var inner and not TraceEvents.None)
        {
            TellOfFrame(thread, ref frame, inner, code.Line, Value.Nil);
        }
    }

    private void Leaving(VmThread thread, ref Frame frame, Value result)
    {
        CompiledCode code = frame.Code;
        if ((frame.Flags & FrameFlags.ReturnsSelf) != 0 && !result.IsNil)
        {
            result = code.CodeKind == CodeKind.Body ? thread.Stack[frame.Base] : result;
        }

        if (code.IsKernel)
        {
            if (code.CodeKind == CodeKind.Method && Awaits(thread, TraceEvents.CReturn) && IsSeen(thread, code, thread.FrameIndex - 1))
            {
                TellOfKernel(thread, TraceEvents.CReturn, code, thread.Stack[frame.Base], thread.FrameIndex - 1, result);
            }

            return;
        }

        (_, TraceEvents exit) = KindOf(ref frame);
        int line = LineOf(ref frame);
        if ((exit & ~TraceEvents.Return) is var inner and not TraceEvents.None)
        {
            TellOfFrame(thread, ref frame, inner, line, result);
        }

        if ((exit & TraceEvents.Return) != 0)
        {
            TellOfFrame(thread, ref frame, TraceEvents.Return, line, result);
        }
    }

    private void Line(VmThread thread, ref Frame frame, int pc)
    {
        if (!Awaits(thread, TraceEvents.Line))
        {
            return;
        }

        int[] map = frame.Code.SourceMap;
        for (int i = 0; i < map.Length && map[i] <= pc; i += 2)
        {
            if (map[i] == pc && CompiledCode.StartsStatement(map[i + 1]))
            {
                TellOfFrame(thread, ref frame, TraceEvents.Line, CompiledCode.LineIn(map[i + 1]), Value.Nil);
                return;
            }
        }
    }

    private void TellOfFrame(VmThread thread, ref Frame frame, TraceEvents @event, int line, Value result)
    {
        if (Awaits(thread, @event))
        {
            CompiledCode? method = MethodOf(ref frame);
            Tell(thread, frame.Code, new TraceRecord
            {
                Event = @event,
                FrameIndex = thread.FrameIndex,
                File = frame.Code.Root.File,
                Line = line,
                Self = thread.Stack[frame.Base],
                Method = method,
                Callee = method is null ? null : CalleeOf(thread, method, thread.FrameIndex - 1),
                Code = frame.Code,
                Result = result,
            });
        }
    }

    private void TellOfKernel(VmThread thread, TraceEvents @event, CompiledCode method, Value receiver, int caller, Value result)
    {
        ref Frame frame = ref thread.Frames[caller];
        Tell(thread, frame.Code, new TraceRecord
        {
            Event = @event,
            FrameIndex = caller,
            File = frame.Code.Root.File,
            Line = LineOf(ref frame),
            Self = receiver,
            Method = method,
            Callee = CalleeOf(thread, method, caller),
            Code = method,
            Result = result,
        });
    }

    /// <summary>True for a kernel method that a program's frame calls; what starts and ends a trace is not part of it.</summary>
    private bool IsSeen(VmThread thread, CompiledCode method, int caller) =>
        caller > 0 && thread.Frames[caller].Code is { EnvironmentId: 1, IsKernel: false }
        && method.Name is { } name && name != vm.Selectors.Call && method.Owner?.Name?.Text != "TracePoint"
        && name.Text is not ("send" or "__send__" or "public_send");

    private static (TraceEvents Entry, TraceEvents Exit) KindOf(ref Frame frame) => frame.Code.CodeKind switch
    {
        CodeKind.Method => (TraceEvents.Call, TraceEvents.Return),
        CodeKind.Block when (frame.Flags & FrameFlags.Method) != 0 => (TraceEvents.Call | TraceEvents.BCall, TraceEvents.Return | TraceEvents.BReturn),
        CodeKind.Block => (TraceEvents.BCall, TraceEvents.BReturn),
        CodeKind.Body when frame.Closure is null && frame.Code.Name is not null => (TraceEvents.Class, TraceEvents.End),
        _ => (TraceEvents.None, TraceEvents.None),
    };

    /// <summary>The method around a frame's code; null in a body.</summary>
    private static CompiledCode? MethodOf(ref Frame frame) =>
        Calls.MethodOf(ref frame) is { CodeKind: not CodeKind.Body } method ? method : null;

    /// <summary>The name by which a frame calls a method: another than the method's own when it calls an alias.</summary>
    private SymbolObject? CalleeOf(VmThread thread, CompiledCode method, int caller)
    {
        ref Frame frame = ref thread.Frames[caller];
        int pc = caller == 0 ? -1 : (int)(frame.Ip - frame.Code.Entry) - 1;
        if (pc < 0 || TraceMarks.Plain(frame.Code.Instructions[pc].Op) is not (Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf))
        {
            return method.Name;
        }

        SymbolObject selector = frame.Code.SendCacheAt(pc).Selector;
        Value receiver = thread.Stack[frame.Base + frame.Code.Instructions[pc].C];
        return selector != method.Name && !receiver.IsUndefined
            && vm.Methods.Find(vm.ClassOf(receiver), selector, 1) is { } entry && entry.Code(vm) == method ? selector : method.Name;
    }

    private static int LineOf(ref Frame frame) => frame.Code.LineAt(Math.Max(0, (int)(frame.Ip - frame.Code.Entry) - 1));
}
