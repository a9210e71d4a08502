using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;
using CallFlags = Gem.Vm.Bytecode.CallFlags;

namespace Kernel.Ruby.Lowering;

/// <summary>
/// Lowers one method, block or body to bytecode. Results are computed straight into a destination register that is passed
/// down; <see cref="Unused"/> stands for a value nobody wants. A destination may be a local variable only if
/// <see cref="NodeQueries.WritesLast"/> holds.
/// Registers are taken as a stack: what is live across a call lies below the call's window.
/// </summary>
internal sealed partial class CodeLowering
{
    /// <summary>Destination of a value that is not used.</summary>
    private const int Unused = -1;

    private readonly CompilationUnit _unit;
    private readonly CodeBuilder _builder;
    private readonly VariableScope _scope;
    private readonly List<ControlContext> _contexts = [];
    private readonly Label _bodyStart = new();
    private readonly int _lastLine;

    private CodeLowering(CompilationUnit unit, CodeKind kind, SymbolObject? name, VariableScope scope, CompiledCode? root, Node node)
    {
        _unit = unit;
        _lastLine = unit.LineOf(node.Location.Start + Math.Max(0, node.Location.Length - 1));
        _scope = scope;
        _builder = new CodeBuilder(unit.Vm, kind, 1, name, root);
    }

    /// <summary>A whole file or eval.</summary>
    public static CompiledCode Program(CompilationUnit unit, ProgramNode program)
    {
        CodeLowering lowering = new(unit, CodeKind.Body, null, unit.Scopes[program], null, program);
        lowering.SetRoot(program);
        lowering.Begin(null, program.Statements);
        foreach (Node statement in program.Statements.Body)
        {
            if (statement is PreExecutionNode first)
            {
                lowering.Lower(first.Statements, Unused);
            }
        }

        lowering.LowerTail(program.Statements);
        return lowering.Finish();
    }

    private void SetRoot(Node node)
    {
        _builder.Code.File = _unit.Source.FileName;
        _builder.Code.Line = _unit.LineOf(node.Location.Start);
    }

    private void BeginStatement(Node node)
    {
        // What only holds statements is none itself.
        if (node is BeginNode or ParenthesesNode)
        {
            SetLine(node);
        }
        else
        {
            _builder.BeginStatement(_unit.LineOf(node.Location.Start));
        }
    }

    private void SetLine(Node node) => _builder.SetLine(_unit.LineOf(node.Location.Start));

    private CompiledCode Finish()
    {
        ScopeVariable[] kept = [.. _scope.Variables.Where(variable => !variable.IsHidden || variable.IsCaptured)];
        _builder.Code.Locals = Array.ConvertAll(kept, variable => new LocalVariable(
            _unit.Symbol(variable.Name), variable.IsCaptured ? variable.EnvironmentIndex : variable.Register, variable.IsCaptured));
        return _builder.Finish();
    }

    /// <summary>Computes a node into a register, or for its effect only.</summary>
    private void Lower(Node? node, int destination)
    {
        switch (node)
        {
            case null:
                LoadNil(destination);
                return;
            case StatementsNode statements:
                LowerStatements(statements, destination);
                return;
            case ParenthesesNode parentheses:
                Lower(parentheses.Body, destination);
                return;
        }

        int mark = _builder.NextRegister;
        if (!LowerSimple(node, destination) && !LowerControl(node, destination) && !LowerAssignment(node, destination)
            && !LowerOther(node, destination))
        {
            throw new NotSupportedException($"{_unit.Source.FileName}:{_unit.LineOf(node.Location.Start)}: {node.Kind} can't stand here");
        }

        _builder.ReleaseTo(mark);
    }

    private void LowerStatements(StatementsNode statements, int destination)
    {
        if (statements.Body.Length == 0)
        {
            LoadNil(destination);
            return;
        }

        for (int i = 0; i < statements.Body.Length; i++)
        {
            BeginStatement(statements.Body[i]);
            Lower(statements.Body[i], i == statements.Body.Length - 1 ? destination : Unused);
        }
    }

    private bool LowerOther(Node node, int destination)
    {
        switch (node)
        {
            case CallNode call: LowerCall(call, destination); return true;
            case SuperNode super: LowerSuper(super, destination); return true;
            case ForwardingSuperNode super: LowerForwardingSuper(super, destination); return true;
            case YieldNode yield: LowerYield(yield, destination); return true;
            case LambdaNode lambda: LowerLambda(lambda, destination); return true;
            case DefNode definition: LowerDef(definition, destination); return true;
            case ClassNode definition: LowerClass(definition, destination); return true;
            case ModuleNode definition: LowerModule(definition, destination); return true;
            case SingletonClassNode definition: LowerSingletonClass(definition, destination); return true;
            case AliasMethodNode alias: LowerAlias(alias, destination); return true;
            case AliasGlobalVariableNode alias: LowerGlobalAlias(alias, destination); return true;
            case UndefNode undef: LowerUndef(undef, destination); return true;
            case DefinedNode defined: LowerDefined(defined.Value, destination); return true;
            case MatchPredicateNode match: LowerMatchPredicate(match, destination); return true;
            case MatchRequiredNode match: LowerMatchRequired(match, destination); return true;
            case MatchWriteNode match: LowerMatchWrite(match, destination); return true;
            case PreExecutionNode: LoadNil(destination); return true;
            case PostExecutionNode end: LowerPostExecution(end, destination); return true;
            case ShareableConstantNode constant: Lower(constant.Write, destination); return true;
            default: return false;
        }
    }

    /// <summary>A register that holds the node's value while <paramref name="later"/> is evaluated: a local's own if that is safe.</summary>
    private int Operand(Node node, params ReadOnlySpan<Node?> later)
    {
        switch (node)
        {
            case ParenthesesNode { Body: StatementsNode { Body.Length: 1 } inside }:
                return Operand(inside.Body[0], later);
            case SelfNode:
                return 0;
            case LocalVariableReadNode read when RegisterOf(read.Name, read.Depth) is >= 0 and int register && !IsAssigned(read.Name, later):
                return register;
            case LocalVariableWriteNode write when RegisterOf(write.Name, write.Depth) is >= 0 and int register && !IsAssigned(write.Name, later):
                Lower(write, Unused);
                return register;
            case LocalVariableOperatorWriteNode write when RegisterOf(write.Name, write.Depth) is >= 0 and int register && !IsAssigned(write.Name, later):
                Lower(write, Unused);
                return register;
            case ItLocalVariableReadNode when RegisterOf(HiddenNames.It, 0) is >= 0 and int it:
                return it;
        }

        int temporary = _builder.Take();
        Lower(node, temporary);
        return temporary;
    }

    private static bool IsAssigned(string name, ReadOnlySpan<Node?> later)
    {
        foreach (Node? node in later)
        {
            if (NodeQueries.Assigns(node, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The destination, or a scratch register when the value is not used.</summary>
    private int OrScratch(int destination) => destination >= 0 ? destination : _builder.Take();

    /// <summary>
    /// The destination, or where calls leave what nobody wants. One register for all of them, not the call's window: what
    /// comes back is mostly the same nil or self again, and storing what is there already costs no write barrier.
    /// </summary>
    private int OrDiscard(int destination) => destination >= 0 ? destination : _discard;

    /// <summary>
    /// Takes a call's receiver and block. A window begins above the first temporary, where operands of the same statements
    /// stand: one that held an integer and self by turns would cost a write barrier at each call.
    /// </summary>
    private int TakeWindow()
    {
        if (_builder.NextRegister == _firstTemporary)
        {
            _builder.Take();
        }

        return _builder.TakeMany(2);
    }

    /// <summary>
    /// A register in which a value may be built in several steps: the destination unless that is a variable or unused.
    /// </summary>
    private int Workplace(int destination) => destination >= _firstTemporary ? destination : _builder.Take();

    private void Move(int destination, int source)
    {
        if (destination >= 0 && destination != source)
        {
            _builder.Emit(Opcode.Move, destination, source);
        }
    }

    private void LoadNil(int destination)
    {
        if (destination >= 0)
        {
            _builder.Emit(Opcode.LoadNil, destination);
        }
    }

    private void Load(int destination, Value value)
    {
        if (destination >= 0)
        {
            _builder.Load(destination, value);
        }
    }

    /// <summary>Sends without block; receiver and arguments stand in the window already.</summary>
    private void Send(int destination, string selector, int window, int argumentCount, CallFlags flags = CallFlags.None) =>
        _builder.EmitSend(OrDiscard(destination), _unit.Symbol(selector), window, argumentCount, flags);

    /// <summary>Sends to a receiver in a register with arguments in registers.</summary>
    private void SendTo(int destination, string selector, int receiver, params ReadOnlySpan<int> arguments)
    {
        int mark = _builder.NextRegister;
        int window = _builder.TakeMany(2 + arguments.Length);
        Move(window, receiver);
        for (int i = 0; i < arguments.Length; i++)
        {
            Move(window + 2 + i, arguments[i]);
        }

        Send(destination, selector, window, arguments.Length, receiver == 0 ? CallFlags.SelfCall : CallFlags.None);
        _builder.ReleaseTo(mark);
    }
}
