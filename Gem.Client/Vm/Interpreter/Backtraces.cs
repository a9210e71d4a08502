using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Takes down where a thread stands.</summary>
public static unsafe class Backtraces
{
    /// <summary>Frames kept of a backtrace that is deeper: as many at each end.</summary>
    private const int KeptAtEachEnd = 5000;

    /// <summary>The frames of a thread, innermost first; <paramref name="skip"/> of them left out, at most <paramref name="limit"/> taken.</summary>
    public static BacktraceEntry[] Capture(VmThread thread, int skip = 0, int limit = 2 * KeptAtEachEnd)
    {
        int depth = Math.Max(0, thread.FrameIndex - skip);
        int kept = Math.Min(depth, limit);
        BacktraceEntry[] entries = new BacktraceEntry[kept];
        for (int i = 0; i < kept; i++)
        {
            int index = i < KeptAtEachEnd || depth == kept ? depth - i : kept - i;
            ref Frame frame = ref thread.Frames[index];
            int pc = Math.Max(0, (int)(frame.Ip - frame.Code.Entry) - 1);
            entries[i] = new BacktraceEntry(frame.Code, pc, Calls.MethodOf(ref frame));
        }

        return entries;
    }

    /// <summary>The frames of a thread, and before them the primitive that the running frame is calling, if it is calling one.</summary>
    /// <param name="thread">The line whose frames are taken.</param>
    /// <param name="subject">The name that an error is about: one that was not found was not called.</param>
    public static BacktraceEntry[] CaptureWithPrimitive(VmThread thread, Value subject)
    {
        BacktraceEntry[] frames = Capture(thread);
        return frames.Length > 0 && CalledPrimitive(thread, thread.FrameIndex, subject) is { } code
            ? [new BacktraceEntry(code, 0, code), .. frames]
            : frames;
    }

    /// <summary>The primitive that a frame calls; null when it calls none, or none that is known.</summary>
    internal static BacktraceEntry? CalledAt(VmThread thread, int index) =>
        CalledPrimitive(thread, index, Value.Undefined) is { } code ? new BacktraceEntry(code, 0, code) : null;

    private static CompiledCode? CalledPrimitive(VmThread thread, int index, Value subject)
    {
        ref Frame frame = ref thread.Frames[index];
        int pc = (int)(frame.Ip - frame.Code.Entry) - 1;
        if (pc < 0)
        {
            return null;
        }

        Instruction instruction = frame.Code.Instructions[pc];
        instruction.Op = Tracing.TraceMarks.Plain(instruction.Op);
        bool isSend = instruction.Op is Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf;
        SymbolObject? selector = isSend ? frame.Code.SendCacheAt(pc).Selector : OperatorSelector(thread.Vm, instruction.Op);
        if (selector is null || subject.Ref == selector)
        {
            // No call, or one that found no method it may call.
            return null;
        }

        Value receiver = thread.Stack[frame.Base + (isSend ? instruction.C : instruction.B)];
        CompiledCode? code = receiver.IsUndefined ? null : thread.Vm.Methods.Find(thread.Vm.ClassOf(receiver), selector, frame.Code.EnvironmentId)?.Code(thread.Vm);
        return code is { CodeKind: CodeKind.Primitive } ? code : null;
    }

    private static SymbolObject? OperatorSelector(VirtualMachine vm, Opcode op) => op switch
    {
        Opcode.Add or Opcode.AddInteger => vm.Selectors.Plus,
        Opcode.Subtract or Opcode.SubtractInteger => vm.Selectors.Minus,
        Opcode.Multiply => vm.Selectors.Times,
        Opcode.Divide => vm.Selectors.Divide,
        Opcode.Modulo => vm.Selectors.Modulo,
        _ => null,
    };
}
