using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Lowering;

/// <summary>
/// Assembles one <see cref="CompiledCode"/>: instructions, labels, registers, literals, caches, handlers, source map. A
/// language's lowering makes one for each method, block and body; blocks share the root's owner, scope and file.
/// Registers: 0 self, 1 block, then parameters, locals, temporaries; temporaries are taken and given back as a stack.
/// </summary>
public sealed class CodeBuilder
{
    private readonly VirtualMachine _vm;
    private readonly CompiledCode _code;
    private readonly GrowingArray<Instruction> _instructions = new();
    private readonly GrowingArray<Value> _literals = new();
    private readonly Dictionary<Value, int> _literalIndex = new(new SameLiteral());
    private readonly List<SendCache> _sends = [];
    private readonly List<SlotCache> _slots = [];
    private readonly Dictionary<SymbolObject, int> _slotIndex = new(ReferenceEqualityComparer.Instance);
    private readonly List<ConstantCache> _constants = [];
    private readonly List<PendingHandler> _handlers = [];
    private readonly List<int> _sourceMap = [];
    private readonly HashSet<Label> _labels = [];
    private int _nextRegister = 2;
    private int _frameSize = 2;
    private int _line;
    private int _statementLine = -1;

    /// <summary>A builder; <paramref name="root"/> is the code around a block, null for methods and bodies.</summary>
    public CodeBuilder(VirtualMachine vm, CodeKind kind, byte environmentId, SymbolObject? name, CompiledCode? root)
    {
        _vm = vm;
        _code = vm.Adopt(new CompiledCode { CodeKind = kind, EnvironmentId = environmentId, Name = name }, vm.Classes.CompiledMethod);
        if (root is not null)
        {
            _code.Root = root;
        }
    }

    /// <summary>The code being built: nested builders take its <see cref="CompiledCode.Root"/>.</summary>
    public CompiledCode Code => _code;

    /// <summary>Index of the next instruction.</summary>
    public int Position => _instructions.Count;

    /// <summary>First register that is free.</summary>
    public int NextRegister => _nextRegister;

    /// <summary>Takes the next register: for a parameter, a local or a temporary.</summary>
    public int Take() => TakeMany(1);

    /// <summary>Takes consecutive registers (a call's window); answers the first.</summary>
    public int TakeMany(int count)
    {
        int first = _nextRegister;
        _nextRegister += count;
        _frameSize = Math.Max(_frameSize, _nextRegister);
        return _nextRegister <= short.MaxValue ? first
            : throw TooLarge("more than 32767 variables, arguments and temporaries in one method or block");
    }

    /// <summary>Gives back all registers from an index up.</summary>
    public void ReleaseTo(int register) => _nextRegister = register;

    /// <summary>Instructions emitted from here on belong to this source line.</summary>
    public void SetLine(int sourceLine)
    {
        if (sourceLine == _line)
        {
            return;
        }

        AddLine(sourceLine, false);
    }

    /// <summary>A statement begins on a source line: the first one there is a line to traces.</summary>
    public void BeginStatement(int sourceLine)
    {
        if (sourceLine == _statementLine)
        {
            SetLine(sourceLine);
            return;
        }

        _statementLine = sourceLine;
        AddLine(sourceLine, true);
    }

    private void AddLine(int sourceLine, bool startsStatement)
    {
        _line = sourceLine;
        bool replaces = _sourceMap.Count > 0 && _sourceMap[^2] == _instructions.Count
            && (startsStatement || !CompiledCode.StartsStatement(_sourceMap[^1]));
        if (!replaces)
        {
            _sourceMap.Add(_instructions.Count);
            _sourceMap.Add(0);
        }

        _sourceMap[^1] = (sourceLine << 1) | (startsStatement ? 1 : 0);
    }

    /// <summary>An instruction with operands A, B, C; an index that does not fit into its operand goes before it.</summary>
    public void Emit(Opcode op, int a = 0, int b = 0, int c = 0)
    {
        if (b > ushort.MaxValue && HasIndexInB(op))
        {
            EmitWide(Opcode.Extended, 0, b);
            b = 0;
        }
        else if (c > short.MaxValue && HasIndexInC(op))
        {
            EmitWide(Opcode.Extended, 0, c);
            c = 0;
        }

        if (b is < 0 or > ushort.MaxValue || c is < short.MinValue or > short.MaxValue)
        {
            throw TooLarge($"an operand of {op} is too large");
        }

        _instructions.Add(new Instruction(op, a, b, c));
    }

    /// <summary>An instruction with operand A and a wide operand.</summary>
    public void EmitWide(Opcode op, int a, int wide) => _instructions.Add(new Instruction(op, a, wide));

    /// <summary>A jump with a wide offset: Jump, Loop, JumpIf, JumpUnless, JumpNil, JumpNotNil, JumpGiven, JumpTrue, JumpFalse.</summary>
    public void EmitJump(Opcode op, int register, Label target)
    {
        _labels.Add(target);
        target.Jumps.Add(_instructions.Count);
        _instructions.Add(new Instruction(op, register, 0));
    }

    /// <summary>A compare-and-jump: B is a register or, for the Integer forms, a 16-bit integer.</summary>
    public void EmitCompareJump(Opcode op, int a, int b, Label target)
    {
        _labels.Add(target);
        target.Jumps.Add(_instructions.Count);
        _instructions.Add(new Instruction(op, a, b, 0));
    }

    /// <summary>The label stands before the next instruction.</summary>
    public void Mark(Label label) => label.Position = _instructions.Count;

    /// <summary>A label that stands before the next instruction.</summary>
    public Label Here()
    {
        Label label = new();
        Mark(label);
        return label;
    }

    /// <summary>
    /// While the pc is between two labels, an unwinding goes to target. Add inner handlers before outer ones.
    /// </summary>
    public void AddHandler(Label start, Label end, Label target, int register, HandlerKind kind) =>
        _handlers.Add(new PendingHandler(start, end, target, register, kind));

    /// <summary>Index of a literal; equal immediates and same objects share one.</summary>
    public int Literal(Value value)
    {
        if (!_literalIndex.TryGetValue(value, out int index))
        {
            index = _literals.Count;
            _literals.Add(value);
            _literalIndex[value] = index;
        }

        return index;
    }

    /// <summary>Index of a literal of its own, which StoreLiteral may change.</summary>
    public int OwnLiteral(Value value)
    {
        _literals.Add(value);
        return _literals.Count - 1;
    }

    /// <summary>Index of a symbol literal.</summary>
    public int Literal(string symbol) => Literal(_vm.Symbols.Intern(symbol));

    /// <summary>R[register] = value, by the shortest instruction.</summary>
    public void Load(int register, Value value)
    {
        if (value.IsFixnum && value.Bits is >= int.MinValue and <= int.MaxValue)
        {
            EmitWide(Opcode.LoadInteger, register, (int)value.Bits);
        }
        else if (value.IsNil || value.Ref == Tags.True || value.Ref == Tags.False || value.IsUndefined)
        {
            Emit(value.IsNil ? Opcode.LoadNil : value.Ref == Tags.True ? Opcode.LoadTrue : value.Ref == Tags.False ? Opcode.LoadFalse : Opcode.LoadUndefined, register);
        }
        else
        {
            EmitWide(Opcode.LoadLiteral, register, Literal(value));
        }
    }

    /// <summary>Index of a new send cache.</summary>
    public int SendSite(SymbolObject selector, int argumentCount, CallFlags flags)
    {
        _sends.Add(new SendCache(selector, argumentCount, flags));
        return _sends.Count - 1;
    }

    /// <summary>
    /// A send. The window begins at a register: receiver, block (filled by the caller when <paramref name="hasBlock"/>),
    /// arguments.
    /// </summary>
    public void EmitSend(int result, SymbolObject selector, int window, int argumentCount, CallFlags flags = CallFlags.None, bool hasBlock = false) =>
        Emit(hasBlock ? Opcode.SendWithBlock : Opcode.Send, result, SendSite(selector, argumentCount, flags), window);

    /// <summary>A send to self, whose register in the window is left free.</summary>
    public void EmitSelfSend(int result, SymbolObject selector, int window, int argumentCount, CallFlags flags, bool hasBlock)
    {
        if (hasBlock)
        {
            Emit(Opcode.Move, window, 0);
            EmitSend(result, selector, window, argumentCount, flags, hasBlock);
        }
        else
        {
            Emit(Opcode.SendSelf, result, SendSite(selector, argumentCount, flags), window);
        }
    }

    /// <summary>Index of the cache for an instance variable (one for each name is enough).</summary>
    public int SlotSite(SymbolObject name)
    {
        if (!_slotIndex.TryGetValue(name, out int index))
        {
            index = _slots.Count;
            _slots.Add(new SlotCache(name));
            _slotIndex[name] = index;
        }

        return index;
    }

    /// <summary>
    /// Index of a new cache for an instance-variable store: stores and loads must not share one, they compare different
    /// parts of the header.
    /// </summary>
    public int SlotStoreSite(SymbolObject name)
    {
        _slots.Add(new SlotCache(name));
        return _slots.Count - 1;
    }

    /// <summary>Index of a new constant cache.</summary>
    public int ConstantSite(SymbolObject name)
    {
        _constants.Add(new ConstantCache(name));
        return _constants.Count - 1;
    }

    /// <summary>The finished code. The builder must not be used after that.</summary>
    public CompiledCode Finish()
    {
        ResolveJumps();
        _code.SetInstructions(_instructions.ToArray());
        _code.Literals = _literals.ToArray();
        _code.SendCaches = [.. _sends];
        _code.SlotCaches = [.. _slots];
        _code.ConstantCaches = [.. _constants];
        _code.Handlers = Handlers();
        _code.SourceMap = [.. _sourceMap];
        _code.FrameSize = _frameSize + 1;
        _code.SimpleArity = _code.Parameters.IsSimple ? _code.Parameters.Required : -1;
        _vm.Operators.Note(_code);
        return _code;
    }

    private HandlerEntry[] Handlers()
    {
        HandlerEntry[] handlers = new HandlerEntry[_handlers.Count];
        for (int i = 0; i < handlers.Length; i++)
        {
            PendingHandler handler = _handlers[i];
            handlers[i] = new HandlerEntry(
                handler.Start.Position, handler.End.Position, handler.Target.Position, handler.Register, handler.Kind);
        }

        return handlers;
    }

    private void ResolveJumps()
    {
        foreach (Label label in _labels)
        {
            foreach (int jump in label.Jumps)
            {
                ref Instruction instruction = ref _instructions[jump];
                int offset = label.Position - jump - 1;
                if (IsCompareJump(instruction.Op))
                {
                    instruction.C = checked((short)offset);
                }
                else
                {
                    instruction.Wide = offset;
                }
            }
        }
    }

    private Interpreter.GuestException TooLarge(string what) =>
        _vm.Error(_vm.Classes.SyntaxError, $"{_code.Root.File}:{Math.Max(_line, _code.Line)}: {what}");

    private static bool HasIndexInB(Opcode op) => op is Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf or Opcode.SendSuper or Opcode.Yield or Opcode.CallBlock
        or Opcode.InterpolationToString or Opcode.Not or Opcode.GetInstanceVariable or Opcode.SetInstanceVariable or Opcode.GetScopedConstant
        or Opcode.SetConstant or Opcode.DefineSingletonMethod or Opcode.OpenClass or Opcode.OpenModule or Opcode.OpenSingletonClass;

    private static bool HasIndexInC(Opcode op) => op is Opcode.Defined or Opcode.Destructure or Opcode.GetCaptured or Opcode.SetCaptured;

    private static bool IsCompareJump(Opcode op) => op is >= Opcode.JumpLess and <= Opcode.JumpNotGreaterEqualInteger;

    private sealed class SameLiteral : IEqualityComparer<Value>
    {
        public bool Equals(Value left, Value right) => Value.Same(left, right);

        public int GetHashCode(Value value) => HashCode.Combine(
            value.Ref is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.Ref), value.Bits);
    }

    /// <summary>A handler whose labels may still get their places.</summary>
    private sealed record PendingHandler(Label Start, Label End, Label Target, int Register, HandlerKind Kind);
}
