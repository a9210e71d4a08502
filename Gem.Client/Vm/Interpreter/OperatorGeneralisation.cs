using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Operator instructions assume that nobody redefined Integer#+ and its like. When somebody does, the instructions of
/// that operator are rewritten, in all code of this VM, to their general form (opcode plus <see cref="General"/>), which
/// always sends. So the fast path pays nothing for the possibility. Records hold the special form (<see cref="Special"/>):
/// each VM generalises for itself.
/// </summary>
internal sealed class OperatorGeneralisation(VirtualMachine vm)
{
    /// <summary>Added to an operator's opcode to make it always send.</summary>
    public const int General = 0x100;

    private const int LongestOperator = 3;

    private static readonly Opcode[] Operators =
    [
        Opcode.Add, Opcode.AddInteger, Opcode.Subtract, Opcode.SubtractInteger, Opcode.Multiply, Opcode.Divide, Opcode.Modulo,
        Opcode.BitAnd, Opcode.BitOr, Opcode.ShiftLeft, Opcode.ShiftRight, Opcode.Less, Opcode.LessEqual, Opcode.Greater,
        Opcode.GreaterEqual, Opcode.Equal, Opcode.NotEqual, Opcode.CaseEqual, Opcode.Not, Opcode.GetElement, Opcode.SetElement, Opcode.JumpLess,
        Opcode.JumpLessEqual, Opcode.JumpNotLess, Opcode.JumpNotLessEqual, Opcode.JumpLessInteger, Opcode.JumpLessEqualInteger,
        Opcode.JumpNotLessInteger, Opcode.JumpNotLessEqualInteger, Opcode.JumpEqual, Opcode.JumpNotEqual,
        Opcode.JumpGreater, Opcode.JumpGreaterEqual, Opcode.JumpNotGreater, Opcode.JumpNotGreaterEqual, Opcode.JumpGreaterInteger,
        Opcode.JumpGreaterEqualInteger, Opcode.JumpNotGreaterInteger, Opcode.JumpNotGreaterEqualInteger,
    ];

    // Instructions rather than codes: a code that was bound anew shares them with the one it was copied from.
    private readonly List<WeakReference<Instruction[]>>[] _noted = [[], []];
    private readonly HashSet<SymbolObject> _redefined = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SymbolObject> _refined = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ClassObject> _refinements = new(ReferenceEqualityComparer.Instance);
    private readonly List<WeakReference<Instruction[]>> _refinedCode = [];
    private HashSet<SymbolObject>? _asked;
    private int _pruneAt = 1024;

    /// <summary>
    /// The repository's image may hold redefined operators: each is looked up when the first code that uses it comes in, so
    /// a VM pays only for the operators of the code it runs.
    /// </summary>
    public void AskForEachOperator() => _asked = new HashSet<SymbolObject>(ReferenceEqualityComparer.Instance);

    /// <summary>Instructions in the form that records hold.</summary>
    public static Instruction[] Special(ReadOnlySpan<Instruction> instructions)
    {
        Instruction[] special = instructions.ToArray();
        foreach (ref Instruction instruction in special.AsSpan())
        {
            instruction.Op = (Opcode)((int)instruction.Op % General);
        }

        return special;
    }

    /// <summary>Takes in a new code: operators that were redefined are generalised, now or when it happens.</summary>
    public void Note(CompiledCode code)
    {
        if (code.Instructions.Length == 0 || (code.EnvironmentId == 1 && code.IsKernel))
        {
            // Ruby's kernel goes on with the operators it was written with, as C code does.
            return;
        }

        List<WeakReference<Instruction[]>> noted = _noted[code.EnvironmentId];
        if (noted.Count >= _pruneAt)
        {
            noted.RemoveAll(reference => !reference.TryGetTarget(out _));
            _pruneAt = Math.Max(_pruneAt, 2 * noted.Count);
        }

        noted.Add(new WeakReference<Instruction[]>(code.Instructions));
        Apply(code.Instructions, code.EnvironmentId, _redefined);
        if (_asked is not null)
        {
            Ask(code, _asked);
        }
    }

    /// <summary>
    /// Takes in a code in whose scope refinements are active, with its blocks: operators that refinements define are sent there.
    /// </summary>
    public void NoteRefined(CompiledCode code)
    {
        foreach (ClassObject refinement in code.Root.Scope!.Refinements!.LatestFirst(vm))
        {
            Began(refinement);
        }

        NoteRefinedTree(code);
    }

    /// <summary>Takes in a refinement, which may define operators now or later.</summary>
    public void Began(ClassObject refinement)
    {
        if (_refinements.Add(refinement))
        {
            foreach ((SymbolObject selector, _) in Classes.MethodLookup.OwnEntries(refinement, 1))
            {
                if (IsOperator(selector))
                {
                    Refine(selector);
                }
            }
        }
    }

    /// <summary>Called for each changed selector: a redefined operator turns its instructions into plain sends.</summary>
    public void Changed(SymbolObject selector)
    {
        if (IsOperator(selector) && _refinements.Any(refinement => Classes.MethodLookup.Own(refinement, selector, 1) is not null))
        {
            Refine(selector);
        }

        if (!vm.IsStarted || _redefined.Contains(selector) || !IsRedefined(selector))
        {
            return;
        }

        _redefined.Add(selector);
        for (int environment = 0; environment < _noted.Length; environment++)
        {
            foreach (WeakReference<Instruction[]> reference in _noted[environment])
            {
                if (reference.TryGetTarget(out Instruction[]? instructions))
                {
                    Apply(instructions, environment, _redefined);
                }
            }
        }
    }

    /// <summary>True for the special form of an operator.</summary>
    internal static bool IsOperator(Opcode op) => Array.IndexOf(Operators, op) >= 0;

    private void Ask(CompiledCode code, HashSet<SymbolObject> asked)
    {
        foreach (Instruction instruction in code.Instructions)
        {
            if (IsOperator(instruction.Op) && SelectorOf(instruction.Op, code.EnvironmentId) is var selector && asked.Add(selector))
            {
                Changed(selector);
            }
        }
    }

    /// <summary>True when an operator of a class with a fast path is no longer the kernel's there.</summary>
    private bool IsRedefined(SymbolObject selector)
    {
        if (!IsOperator(selector))
        {
            return false;
        }

        ClassObject[] specialised =
        [
            vm.Classes.Integer, vm.Classes.Float, vm.Classes.String, vm.Classes.Array, vm.Classes.Hash, vm.Classes.Symbol,
            vm.Classes.NilClass, vm.Classes.TrueClass, vm.Classes.FalseClass,
        ];
        for (int environment = 0; environment < _noted.Length; environment++)
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

    private void NoteRefinedTree(CompiledCode code)
    {
        _refinedCode.RemoveAll(reference => !reference.TryGetTarget(out _));
        _refinedCode.Add(new WeakReference<Instruction[]>(code.Instructions));
        Apply(code.Instructions, 1, _refined);
        foreach (Value literal in code.Literals)
        {
            if (literal.Ref is CompiledCode { CodeKind: CodeKind.Block } block)
            {
                NoteRefinedTree(block);
            }
        }
    }

    /// <summary>An operator is defined by a refinement: code with active refinements sends it.</summary>
    private void Refine(SymbolObject selector)
    {
        if (!_refined.Add(selector))
        {
            return;
        }

        foreach (WeakReference<Instruction[]> reference in _refinedCode)
        {
            if (reference.TryGetTarget(out Instruction[]? instructions))
            {
                Apply(instructions, 1, _refined);
            }
        }
    }

    private static bool IsOperator(SymbolObject selector) =>
        selector.Bytes.Length is not 0 and <= LongestOperator && !char.IsLetterOrDigit((char)selector.Bytes[0]);

    private void Apply(Instruction[] instructions, int environment, HashSet<SymbolObject> selectors)
    {
        if (selectors.Count == 0)
        {
            return;
        }

        foreach (ref Instruction instruction in instructions.AsSpan())
        {
            Opcode op = Tracing.TraceMarks.Plain(instruction.Op);
            if (IsOperator(op) && selectors.Contains(SelectorOf(op, environment)))
            {
                instruction.Op = (Opcode)((int)instruction.Op + General);
            }
        }
    }

    private SymbolObject SelectorOf(Opcode op, int environment) => Interpreter.Operators.SelectorOf(vm.Selectors, op, environment);
}
