using Gem.Vm.Tracing;
using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>
/// Which registers a frame may have written where it waits: the others hold what earlier calls have left there, and nobody reads
/// them before they are written. Windows belong to the calls they are for, and locals stand below all windows.
/// </summary>
internal static class WrittenRegisters
{
    /// <summary>By register, whether it may have been written when an instruction is reached.</summary>
    public static bool[] Before(CompiledCode code, int pc)
    {
        bool[] written = new bool[code.FrameSize];
        written.AsSpan(0, Math.Min(written.Length, 2 + code.Parameters.RegisterCount)).Fill(true);
        for (int i = 0; i < pc; i++)
        {
            NoteHandlers(code, i, written);
            Note(code, i, written, endsWindows: true);
        }

        NoteHandlers(code, pc, written);
        for (int i = pc, end = EndOfLoops(code, pc); i < end; i++)
        {
            Note(code, i, written, endsWindows: false);
        }

        return written;
    }

    /// <summary>Whether an instruction leaves a result in R[A] that a line may wait for.</summary>
    public static bool HasResult(Opcode op) => op is not ((>= Opcode.Jump and <= Opcode.JumpNotGreaterEqualInteger)
        or Opcode.SetCaptured or Opcode.SetInstanceVariable or Opcode.SetGlobal or Opcode.SetConstant or Opcode.SetClassVariable or Opcode.SetElement
        or Opcode.ArrayAppend or Opcode.ArrayConcat or Opcode.HashStore or Opcode.HashMerge or Opcode.Return or Opcode.ReturnNonLocal
        or Opcode.ReturnThroughEnsure or Opcode.Break or Opcode.Rethrow or Opcode.EndEnsure);

    private static void Note(CompiledCode code, int pc, bool[] written, bool endsWindows)
    {
        Instruction instruction = code.Instructions[pc];
        Opcode op = TraceMarks.Plain(instruction.Op);
        if (op == Opcode.Extended)
        {
            return;
        }

        if (endsWindows && op is (>= Opcode.Send and <= Opcode.CallBlock) or Opcode.InterpolationToString
            or Opcode.OpenClass or Opcode.OpenModule or Opcode.OpenSingletonClass)
        {
            written.AsSpan(Math.Min(written.Length, instruction.C)).Clear();
        }

        int count = op == Opcode.Destructure ? CountOf(code, pc) : 1;
        written.AsSpan(instruction.A, Math.Min(count, written.Length - instruction.A)).Fill(true);
    }

    /// <summary>How many registers a Destructure fills.</summary>
    private static int CountOf(CompiledCode code, int pc)
    {
        bool isExtended = pc > 0 && TraceMarks.Plain(code.Instructions[pc - 1].Op) == Opcode.Extended;
        long shape = code.Literals[isExtended ? code.Instructions[pc - 1].Wide : (ushort)code.Instructions[pc].C].Bits;
        return (int)(shape & 0xFFFF) + (int)((shape >> 16) & 0xFFFF) + (shape >> 32 != 0 ? 1 : 0);
    }

    private static void NoteHandlers(CompiledCode code, int pc, bool[] written)
    {
        foreach (HandlerEntry handler in code.Handlers)
        {
            if (handler.Kind != HandlerKind.ErrorInfo && handler.Target == pc)
            {
                written[handler.Register] = true;
            }
        }
    }

    /// <summary>The last jump back over an instruction, or to it: what stands before it may have run in an earlier turn.</summary>
    private static int EndOfLoops(CompiledCode code, int pc)
    {
        int last = code.Instructions.Length - 1;
        while (last > pc && !(TargetOf(code.Instructions[last], last) <= pc))
        {
            last--;
        }

        return Math.Max(last, pc);
    }

    private static int? TargetOf(Instruction instruction, int pc) => TraceMarks.Plain(instruction.Op) switch
    {
        >= Opcode.Jump and <= Opcode.JumpFalse => pc + 1 + instruction.Wide,
        >= Opcode.JumpLess and <= Opcode.JumpNotGreaterEqualInteger => pc + 1 + instruction.C,
        _ => null,
    };
}
