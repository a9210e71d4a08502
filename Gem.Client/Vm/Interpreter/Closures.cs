using Gem.Vm.Bytecode;
using Gem.Vm.Tracing;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Makes blocks and leaves frames on their behalf.</summary>
internal static unsafe class Closures
{
    /// <summary>A block over a frame. It knows the frame by index and token, so a frame that is gone is noticed.</summary>
    public static ProcObject Make(VmThread thread, ref Frame frame, Value code, bool isLambda)
    {
        ProcObject? outer = frame.Closure;
        int token = thread.TokenOf(ref frame);
        ProcObject made = new()
        {
            Header = thread.ProcHeader,
            Code = (CompiledCode)thread.Vm.Load(ref code).Ref!,
            Self = thread.Stack[frame.Base],
            Environment = frame.Environment,
            MethodBlock = Calls.MethodBlockOf(thread, ref frame),
            Definee = outer?.Definee,
            MethodCode = outer?.MethodCode,
            IsLambda = isLambda,
            CreatorFrame = thread.FrameIndex,
            CreatorToken = token,
        };
        if (outer is null || (frame.Flags & FrameFlags.Lambda) != 0)
        {
            made.HomeFrame = thread.FrameIndex;
            made.HomeToken = token;
        }
        else
        {
            made.HomeFrame = outer.HomeFrame;
            made.HomeToken = outer.HomeToken;
        }

        return made;
    }

    /// <summary>return: ends the method around a block; in a lambda or a method, the frame itself. Answers as <see cref="Unwinder.LeaveTo"/>.</summary>
    public static Value ReturnFromHome(VmThread thread, ref Frame frame, Value value)
    {
        if (frame.Closure is not { } closure || (frame.Flags & FrameFlags.Lambda) != 0)
        {
            return ReturnFromFrame(thread, value);
        }

        int target = FrameWith(thread, closure.HomeFrame, closure.HomeToken);
        if (target != 0 && LambdaAround(thread, target) is > 0 and int lambda)
        {
            return Unwinder.LeaveTo(thread, lambda, true, value);
        }

        if (target == 0 || (frame.Code.CodeKind == CodeKind.Block && thread.Frames[target].Code is { CodeKind: CodeKind.Body, EnvironmentId: 1 } body
            && (body.Name is null || body.Scope?.Module is not null)))
        {
            // The method is gone, or there is none: a program in Ruby is left by its own code only.
            throw thread.Error(thread.Vm.Classes.LocalJumpError, "unexpected return");
        }

        return Unwinder.LeaveTo(thread, target, true, value);
    }

    /// <summary>The lambda in whose body a class body stands, or one around that; 0 without any.</summary>
    private static int LambdaAround(VmThread thread, int body)
    {
        while (body > 0 && thread.Frames[body].Code is { CodeKind: CodeKind.Body, Scope.Module: not null })
        {
            body--;
            if ((thread.Frames[body].Flags & FrameFlags.Lambda) != 0)
            {
                return body;
            }
        }

        return 0;
    }

    /// <summary>Ends the running frame, through its ensure handlers.</summary>
    public static Value ReturnFromFrame(VmThread thread, Value value) => Unwinder.LeaveTo(thread, thread.FrameIndex, true, value);

    /// <summary>break: ends the call to which a block was passed; in a lambda, the lambda.</summary>
    public static Value Break(VmThread thread, ref Frame frame, Value value)
    {
        ProcObject? closure = frame.Closure;
        if (closure is null || (frame.Flags & FrameFlags.Lambda) != 0)
        {
            return ReturnFromFrame(thread, value);
        }

        int target = FrameWith(thread, closure.CreatorFrame, closure.CreatorToken);
        if (target == 0 || target == thread.FrameIndex || !IsCallWith(thread, ref thread.Frames[target], closure))
        {
            throw thread.Error(thread.Vm.Classes.LocalJumpError, "break from proc-closure");
        }

        return Unwinder.LeaveTo(thread, target, false, value);
    }

    /// <summary>Whether a frame waits for the call that a block stands behind: its window still has the block, not passed by &amp;.</summary>
    private static bool IsCallWith(VmThread thread, ref Frame frame, ProcObject block)
    {
        Instruction* call = frame.Ip - 1;
        bool isExtended = call > frame.Code.Entry && TraceMarks.Plain((call - 1)->Op) == Opcode.Extended;
        return TraceMarks.Plain(call->Op) is Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf or Opcode.SendSuper
            && thread.Stack[frame.Base + call->C + 1].Ref == block
            && (frame.Code.SendCaches[isExtended ? (call - 1)->Wide : call->B].Flags & CallFlags.BlockArgument) == 0;
    }

    /// <summary>Index of a frame that still is the one with this token; 0 when it is gone.</summary>
    public static int FrameWith(VmThread thread, int index, int token) =>
        token != 0 && index <= thread.FrameIndex && thread.Frames[index].Token == token ? index : 0;
}
