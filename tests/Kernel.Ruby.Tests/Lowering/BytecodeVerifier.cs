using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Checks what any code must fulfil: registers in the frame, jumps in the code, an end that leaves it.</summary>
internal static class BytecodeVerifier
{
    /// <summary>What is wrong with a code or the codes in it; null when nothing is.</summary>
    public static string? Fault(CompiledCode code)
    {
        Opcode last = code.Instructions[^1].Op;
        if (last is not (Opcode.Return or Opcode.ReturnNonLocal or Opcode.ReturnThroughEnsure or Opcode.Break or Opcode.Jump or Opcode.Loop or Opcode.Rethrow))
        {
            return $"{code}: ends in {last}";
        }

        for (int i = 0; i < code.Instructions.Length; i++)
        {
            if (Fault(code, i) is { } fault)
            {
                return $"{code}: {i} {code.Instructions[i].Op}: {fault}";
            }
        }

        foreach (Value literal in code.Literals)
        {
            if (literal.Ref is CompiledCode inner && Fault(inner) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? Fault(CompiledCode code, int index)
    {
        Instruction i = code.Instructions[index];
        if (i.A >= code.FrameSize)
        {
            return $"register {i.A} of {code.FrameSize}";
        }

        int target = i.Op switch
        {
            >= Opcode.Jump and <= Opcode.JumpFalse => index + 1 + i.Wide,
            >= Opcode.JumpLess and <= Opcode.JumpNotGreaterEqualInteger => index + 1 + i.C,
            _ => 0,
        };
        if (target < 0 || target >= code.Instructions.Length)
        {
            return $"jumps to {target}";
        }

        return i.Op switch
        {
            Opcode.Move when i.B >= code.FrameSize => "source outside",
            Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf or Opcode.SendSuper or Opcode.Yield when
                i.C + 2 + code.SendCacheAt(index).ArgumentCount > code.FrameSize => "window outside",
            Opcode.NewArray or Opcode.ConcatStrings when i.B + i.C > code.FrameSize => "elements outside",
            Opcode.NewHash when i.B + (2 * i.C) > code.FrameSize => "pairs outside",
            _ => null,
        };
    }
}
