using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Operator instructions assume that nobody redefined Integer#+ and its like. When somebody does, the instructions of
/// that operator are rewritten, in all code, to their general form (opcode plus <see cref="General"/>), which always
/// sends. So the fast path pays nothing for the possibility.
/// </summary>
internal static class OperatorGeneralisation
{
    /// <summary>Added to an operator's opcode to make it always send.</summary>
    public const int General = 0x100;

    private static readonly Opcode[] Operators =
    [
        Opcode.Add, Opcode.AddInteger, Opcode.Subtract, Opcode.SubtractInteger, Opcode.Multiply, Opcode.Divide, Opcode.Modulo,
        Opcode.BitAnd, Opcode.BitOr, Opcode.ShiftLeft, Opcode.ShiftRight, Opcode.Less, Opcode.LessEqual, Opcode.Greater,
        Opcode.GreaterEqual, Opcode.Equal, Opcode.NotEqual, Opcode.CaseEqual, Opcode.GetElement, Opcode.JumpLess,
        Opcode.JumpLessEqual, Opcode.JumpNotLess, Opcode.JumpNotLessEqual, Opcode.JumpLessInteger, Opcode.JumpLessEqualInteger,
        Opcode.JumpNotLessInteger, Opcode.JumpNotLessEqualInteger, Opcode.JumpEqual, Opcode.JumpNotEqual,
        Opcode.JumpGreater, Opcode.JumpGreaterEqual, Opcode.JumpNotGreater, Opcode.JumpNotGreaterEqual, Opcode.JumpGreaterInteger,
        Opcode.JumpGreaterEqualInteger, Opcode.JumpNotGreaterInteger, Opcode.JumpNotGreaterEqualInteger,
    ];

    /// <summary>True for an instruction that does an operator.</summary>
    public static bool IsOperator(Opcode op) => Array.IndexOf(Operators, op) >= 0;

    /// <summary>True when an operator of a class with a fast path is no longer a primitive there.</summary>
    public static bool IsRedefined(VirtualMachine vm, SymbolObject selector)
    {
        if (selector.Bytes.Length > 3 || char.IsLetterOrDigit((char)selector.Bytes[0]))
        {
            return false;
        }

        ClassObject[] specialised =
        [
            vm.Classes.Integer, vm.Classes.Float, vm.Classes.String, vm.Classes.Array, vm.Classes.Hash, vm.Classes.Symbol,
            vm.Classes.NilClass, vm.Classes.TrueClass, vm.Classes.FalseClass,
        ];
        for (int environment = 0; environment < 2; environment++)
        {
            foreach (ClassObject candidate in specialised)
            {
                if (vm.Methods.Find(candidate, selector, environment) is { } entry && entry.Code(vm).CodeKind != CodeKind.Primitive
                    && !entry.Code(vm).IsKernel)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Rewrites the instructions of redefined operators in a code.</summary>
    public static void Apply(VirtualMachine vm, CompiledCode code, HashSet<SymbolObject> redefined)
    {
        foreach (ref Instruction instruction in code.Instructions.AsSpan())
        {
            if (IsOperator(instruction.Op) && redefined.Contains(Interpreter.Operators.SelectorOf(vm.Selectors, instruction.Op, code.EnvironmentId)))
            {
                instruction.Op = (Opcode)((int)instruction.Op + General);
            }
        }
    }
}
