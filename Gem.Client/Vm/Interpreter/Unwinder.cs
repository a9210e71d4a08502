using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Leaves frames, running ensure handlers on the way, until a handler takes the exception or the target is reached.</summary>
internal static unsafe class Unwinder
{
    /// <summary>
    /// Begins an exception: notes where it was raised, unless it says so already. One that C# threw shows the primitive
    /// that did it, as if it had a frame.
    /// </summary>
    public static Unwinding Raise(VmThread thread, Value exception, bool isFromPrimitive = false)
    {
        if (exception.Ref is ExceptionObject guest && guest.RaisedAt is null && guest.Backtrace.IsNil)
        {
            guest.RaisedAt = isFromPrimitive ? Backtraces.CaptureWithPrimitive(thread, guest.Subject) : Backtraces.Capture(thread);
        }

        if (exception.Ref is ExceptionObject raised && raised.Cause.IsUndefined)
        {
            raised.Cause = Value.Same(thread.ErrorInfo, exception) ? Value.Nil : thread.ErrorInfo;
        }

        if (thread.Vm.Threads.KeepsStacks && thread.FrameIndex > 0 && exception.Ref is ExceptionObject { Thread: null } kept)
        {
            kept.Thread = ThreadObject.AtRest(thread);
        }

        return new Unwinding { Exception = thread.Vm.Tracer.AwaitsExceptions ? thread.Vm.Tracer.Raised(thread, exception) : exception };
    }

    /// <summary>The unwinding that an exception of C# stands for.</summary>
    /// <param name="thread">The line that it leaves.</param>
    /// <param name="error">An <see cref="UnwindException"/> or a <see cref="GuestException"/>.</param>
    public static Unwinding Of(VmThread thread, Exception error) => error is UnwindException left
        ? left.Unwinding
        : Raise(thread, ((GuestException)error).Exception, isFromPrimitive: true);

    /// <summary>Goes on with an exception that a rescue clause did not take.</summary>
    public static Unwinding Rethrow(Value exception) => new() { Exception = exception };

    /// <summary>
    /// Goes on with an unwinding inside of one run. True: a frame goes on (result is <see cref="Tags.Control"/>) or the
    /// run's first frame has returned (result is its value). False: the run is left, its caller must go on unwinding.
    /// </summary>
    public static bool Unwind(VmThread thread, ref Unwinding unwinding, int entryIndex, out Value result)
    {
        result = new Value(Tags.Control, 0);
        int top = thread.NextBase;
        while (thread.FrameIndex >= entryIndex)
        {
            ref Frame frame = ref thread.Frames[thread.FrameIndex];
            bool isTarget = !unwinding.IsException && thread.FrameIndex == unwinding.TargetFrame;
            if (isTarget && !unwinding.ReturnsFromTarget)
            {
                Deliver(thread, ref frame, unwinding.Result);
                return true;
            }

            if (FindHandler(thread, ref frame, unwinding) is { } handler)
            {
                thread.Stack[frame.Base + handler.Register] = handler.Kind == HandlerKind.Ensure ? new Value(unwinding, 0) : unwinding.Exception;
                if (unwinding.IsException)
                {
                    thread.ErrorInfo = unwinding.Exception;
                }

                frame.Ip = frame.Code.Entry + handler.Target;
                thread.ForgetAbove(frame.Base + frame.Code.FrameSize, top);
                return true;
            }

            if (thread.Vm.Tracer.IsMarking)
            {
                unwinding = thread.Vm.Tracer.Unwound(thread, unwinding, isTarget ? unwinding.Result : Value.Nil);
                isTarget &= !unwinding.IsException;
            }

            if (isTarget)
            {
                result = Leave(thread, unwinding.Result);
                return true;
            }

            thread.FrameIndex--;
            if ((frame.Flags & FrameFlags.ForPrimitive) != 0)
            {
                thread.Vm.Tracer.FrameForPrimitiveLeft(thread, Value.Nil);
            }
        }

        return false;
    }

    /// <summary>
    /// Leaves all frames above a target, which returns a value or is given it as the result of the call at which it waits:
    /// at once when nothing is to be run on the way, else by an unwinding that is left pending. Answers
    /// <see cref="Tags.Control"/>.
    /// </summary>
    public static Value LeaveTo(VmThread thread, int target, bool returnsFromTarget, Value value)
    {
        if (target > thread.EntryFrame && !thread.Vm.Tracer.IsMarking && !HasHandlers(thread, returnsFromTarget ? target : target + 1))
        {
            thread.FrameIndex = target;
            if (returnsFromTarget)
            {
                return Leave(thread, value);
            }

            Deliver(thread, ref thread.Frames[target], value);
        }
        else
        {
            thread.Pending = new Unwinding { TargetFrame = target, ReturnsFromTarget = returnsFromTarget, Result = value };
        }

        return new Value(Tags.Control, 0);
    }

    /// <summary>
    /// Goes on with the thread's pending unwinding. Answers the value that the run's first frame returned, or
    /// <see cref="Tags.Control"/>: a frame goes on, or, with an unwinding still pending, the run is left.
    /// </summary>
    public static Value Continue(VmThread thread)
    {
        Unwinding unwinding = thread.Pending!;
        if (unwinding == Unwinding.Suspension)
        {
            return new Value(Tags.Control, 0);
        }

        thread.Pending = null;
        if (!Unwind(thread, ref unwinding, thread.EntryFrame, out Value result))
        {
            thread.Pending = unwinding;
        }

        return result;
    }

    /// <summary>
    /// Returns from the top frame as Return does: applies the frame's flags, hands the value to the frame below. Answers
    /// the value when the frame was a run's first, else <see cref="Tags.Control"/>.
    /// </summary>
    public static Value Leave(VmThread thread, Value value)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex--];
        FrameFlags flags = frame.Flags;
        if ((flags & FrameFlags.ReturnsSelf) != 0)
        {
            value = thread.Stack[frame.Base];
        }

        if ((flags & FrameFlags.Negates) != 0)
        {
            value = Value.FromBoolean(!value.IsTruthy);
        }

        if ((flags & FrameFlags.ForPrimitive) != 0)
        {
            thread.Vm.Tracer.FrameForPrimitiveLeft(thread, value);
        }

        if ((flags & FrameFlags.Entry) != 0)
        {
            return value;
        }

        if ((flags & FrameFlags.DropsResult) == 0)
        {
            Deliver(thread, ref thread.Frames[thread.FrameIndex], value);
        }

        return new Value(Tags.Control, 0);
    }

    /// <summary>Puts a value where the instruction at which a frame waits wants its result.</summary>
    internal static void Deliver(VmThread thread, ref Frame frame, Value value) =>
        thread.Stack[frame.Base + (frame.Ip - 1)->A] = value;

    /// <summary>True when a frame from an index on has an ensure handler to run, or a $! to restore.</summary>
    private static bool HasHandlers(VmThread thread, int first)
    {
        for (int i = thread.FrameIndex; i >= first; i--)
        {
            ref Frame frame = ref thread.Frames[i];
            HandlerEntry[] handlers = frame.Code.Handlers;
            if (handlers.Length == 0)
            {
                continue;
            }

            int pc = (int)(frame.Ip - frame.Code.Entry) - 1;
            foreach (HandlerEntry handler in handlers)
            {
                if (handler.Kind != HandlerKind.Rescue && handler.Covers(pc))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The innermost handler; on the way to it, or out of the frame, a jump restores $!.</summary>
    private static HandlerEntry? FindHandler(VmThread thread, ref Frame frame, Unwinding unwinding)
    {
        int pc = (int)(frame.Ip - frame.Code.Entry) - 1;
        foreach (HandlerEntry handler in frame.Code.Handlers)
        {
            if (!handler.Covers(pc))
            {
                continue;
            }

            if (handler.Kind == HandlerKind.Ensure || (handler.Kind == HandlerKind.Rescue && unwinding.IsException))
            {
                return handler;
            }

            if (handler.Kind == HandlerKind.ErrorInfo && !unwinding.IsException)
            {
                thread.ErrorInfo = thread.Stack[frame.Base + handler.Register];
            }
        }

        return null;
    }
}
