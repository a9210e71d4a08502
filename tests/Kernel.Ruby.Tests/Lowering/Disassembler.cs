using System.Globalization;
using System.Text;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Bytecode as text: one line an instruction, the codes of methods and blocks behind it.</summary>
internal static class Disassembler
{
    /// <summary>A code and the codes in it.</summary>
    public static string Text(CompiledCode code)
    {
        StringBuilder text = new();
        Append(text, code);
        return text.ToString();
    }

    private static void Append(StringBuilder text, CompiledCode code)
    {
        text.Append(CultureInfo.InvariantCulture, $"{code.CodeKind} {code.Name?.Text ?? "<main>"}, {code.FrameSize} registers\n");
        for (int i = 0; i < code.Instructions.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {i,3} {code.Instructions[i].Op,-24} {Operands(code, i)}\n");
        }

        foreach (HandlerEntry handler in code.Handlers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {handler}\n");
        }

        foreach (Value literal in code.Literals)
        {
            if (literal.Ref is CompiledCode inner)
            {
                Append(text, inner);
            }
        }
    }

    private static string Operands(CompiledCode code, int index)
    {
        Instruction i = code.Instructions[index];
        return i.Op switch
        {
            Opcode.LoadInteger => $"r{i.A} {i.Wide}",
            Opcode.LoadLiteral or Opcode.LoadString or Opcode.MakeBlock or Opcode.MakeLambda or Opcode.DefineMethod or Opcode.GetGlobal
                or Opcode.SetGlobal or Opcode.StoreLiteral => $"r{i.A} {Literal(code.Literals[i.Wide])}",
            >= Opcode.Jump and <= Opcode.JumpFalse => $"r{i.A} -> {index + 1 + i.Wide}",
            Opcode.JumpLessInteger or Opcode.JumpLessEqualInteger or Opcode.JumpNotLessInteger or Opcode.JumpNotLessEqualInteger
                or >= Opcode.JumpGreaterInteger and <= Opcode.JumpNotGreaterEqualInteger => $"r{i.A} {(short)i.B} -> {index + 1 + i.C}",
            >= Opcode.JumpLess and <= Opcode.JumpNotGreaterEqual => $"r{i.A} r{i.B} -> {index + 1 + i.C}",
            Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf or Opcode.SendSuper or Opcode.Yield or Opcode.InterpolationToString =>
                $"r{i.A} {code.SendCacheAt(index).Selector.Text}/{code.SendCacheAt(index).ArgumentCount} r{i.C}.. {code.SendCacheAt(index).Flags}",
            Opcode.Not => $"r{i.A} r{i.C}",
            Opcode.Extended => $"{i.Wide}",
            Opcode.AddInteger or Opcode.SubtractInteger => $"r{i.A} r{i.B} {i.C}",
            Opcode.Return or Opcode.ReturnNonLocal or Opcode.LoadNil => $"r{i.A}",
            Opcode.NewEnvironment => $"{i.Wide}",
            Opcode.GetCaptured or Opcode.SetCaptured => $"r{i.A} depth {i.B} index {i.C}",
            _ => $"r{i.A} r{i.B} r{i.C}",
        };
    }

    private static string Literal(Value value) => value.Ref is CompiledCode ? "code" : value.ToString();
}
