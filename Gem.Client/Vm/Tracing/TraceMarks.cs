using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;

namespace Gem.Vm.Tracing;

/// <summary>
/// Marks in instructions at which events may happen: the first of a code and of each line's first statement, returns,
/// yields, operators. A mark is a bit of the opcode, so that whatever looks for operands or positions finds what it did,
/// and the loop meets it where it looks for instructions it does not know. Records never hold marks.
/// </summary>
public sealed class TraceMarks
{
    /// <summary>Added to an opcode.</summary>
    public const int Mark = 0x200;

    // Instructions rather than codes: a code that was bound anew shares them with the one it was copied from.
    private readonly HashSet<Instruction[]> _marked = new(ReferenceEqualityComparer.Instance);

    /// <summary>The opcode without its mark.</summary>
    public static Opcode Plain(Opcode op) => (Opcode)((int)op & ~Mark);

    /// <summary>Marks a code, unless it is marked.</summary>
    public void Apply(CompiledCode code)
    {
        if (code.EnvironmentId != 1 || code.Instructions.Length == 0 || !_marked.Add(code.Instructions))
        {
            return;
        }

        Span<Instruction> instructions = code.Instructions;
        bool isKernel = code.IsKernel;
        for (int pc = 0; pc < instructions.Length; pc++)
        {
            Opcode op = instructions[pc].Op;
            if (op is Opcode.Return or Opcode.Yield || pc == 0 || (!isKernel && OperatorGeneralisation.IsOperator(op)))
            {
                Set(ref instructions[pc]);
            }

            // What follows belongs to the extended instruction.
            pc += op == Opcode.Extended ? 1 : 0;
        }

        for (int i = 0; i < code.SourceMap.Length && !isKernel; i += 2)
        {
            if (CompiledCode.StartsStatement(code.SourceMap[i + 1]) && code.SourceMap[i] < instructions.Length)
            {
                Set(ref instructions[code.SourceMap[i]]);
            }
        }
    }

    /// <summary>Takes all marks away.</summary>
    public void Clear()
    {
        foreach (Instruction[] instructions in _marked)
        {
            foreach (ref Instruction instruction in instructions.AsSpan())
            {
                instruction.Op = Plain(instruction.Op);
            }
        }

        _marked.Clear();
    }

    private static void Set(ref Instruction instruction) => instruction.Op = (Opcode)((int)instruction.Op | Mark);
}
