using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>
/// class, module, class &lt;&lt; object. Their bodies are codes with frames of their own, yet a break or next in one is the
/// loop's or block's around it, and a return in a singleton class is the method's. A body with such a jump answers an array
/// [value, breaks, nexts, returns] instead of its value, and the code around it goes on by that.
/// </summary>
internal sealed partial class CodeLowering
{
    private bool _answersOutcome;

    private CompiledCode LowerModuleBody(Node node, string name, Node? body)
    {
        CodeLowering lowering = new(_unit, CodeKind.Body, _unit.Symbol(name), _unit.Scopes[node], null, node)
        {
            _answersOutcome = NodeQueries.JumpsFromModuleBody(body),
        };
        lowering.SetRoot(node);
        lowering.SetLine(node);
        lowering.Begin(null, body);
        if (lowering._answersOutcome)
        {
            int value = lowering._builder.Take();
            lowering.Lower(body, value);
            lowering.EmitOutcome(value, 0);
        }
        else
        {
            lowering.LowerTail(body);
        }

        return lowering.Finish();
    }

    private void LowerClass(ClassNode definition, int destination)
    {
        int window = _builder.TakeMany(2);
        LowerNamespace(definition.ConstantPath, window);
        if (definition.Superclass is null)
        {
            _builder.Emit(Opcode.LoadUndefined, window + 1);
        }
        else
        {
            Lower(definition.Superclass, window + 1);
        }

        OpenModule(Opcode.OpenClass, definition, definition.Name, definition.Body, window, destination);
    }

    private void LowerModule(ModuleNode definition, int destination)
    {
        int window = _builder.TakeMany(2);
        LowerNamespace(definition.ConstantPath, window);
        OpenModule(Opcode.OpenModule, definition, definition.Name, definition.Body, window, destination);
    }

    private void LowerSingletonClass(SingletonClassNode definition, int destination)
    {
        int window = _builder.TakeMany(2);
        Lower(definition.Expression, window);
        OpenModule(Opcode.OpenSingletonClass, definition, "singleton class", definition.Body, window, destination);
    }

    private void OpenModule(Opcode opcode, Node definition, string name, Node? body, int window, int destination)
    {
        SetLine(definition);
        int code = _builder.Literal(LowerModuleBody(definition, name, body));
        if (!NodeQueries.JumpsFromModuleBody(body))
        {
            _builder.Emit(opcode, OrDiscard(destination), code, window);
            return;
        }

        int outcome = _builder.Take();
        int value = _builder.Take();
        _builder.Emit(opcode, outcome, code, window);
        TakeOutcome(outcome, 0, value);
        JumpIfOutcome(outcome, 1, () => EmitBreak(result => Move(result, value), () => value));
        JumpIfOutcome(outcome, 2, () => EmitNext(_ => { }, () => value));
        JumpIfOutcome(outcome, 3, () => EmitReturn(value));
        Move(destination, value);
    }

    /// <summary>The module before the last <c>::</c> of a class's name; Undefined for the lexical one.</summary>
    private void LowerNamespace(Node path, int register)
    {
        switch (path)
        {
            case ConstantPathNode { Parent: { } parent }: Lower(parent, register); break;
            case ConstantPathNode: _builder.Load(register, _unit.Vm.Classes.Object); break;
            default: _builder.Emit(Opcode.LoadUndefined, register); break;
        }
    }

    /// <summary>Ends a body that answers an outcome: 0 for its value, else the place of what its jump is.</summary>
    private void EmitOutcome(int value, int jump)
    {
        int parts = _builder.TakeMany(4);
        Move(parts, value);
        for (int i = 1; i < 4; i++)
        {
            _builder.Emit(i == jump ? Opcode.LoadTrue : Opcode.LoadNil, parts + i);
        }

        _builder.Emit(Opcode.NewArray, parts, parts, 4);
        _builder.Emit(IsInsideEnsure ? Opcode.ReturnThroughEnsure : Opcode.Return, parts);
    }

    private void TakeOutcome(int outcome, int part, int destination)
    {
        int index = _builder.Take();
        _builder.EmitWide(Opcode.LoadInteger, index, part);
        SendTo(destination, "[]", outcome, index);
    }

    private void JumpIfOutcome(int outcome, int part, Action emitJump)
    {
        int isTaken = _builder.Take();
        Label next = new();
        TakeOutcome(outcome, part, isTaken);
        _builder.EmitJump(Opcode.JumpUnless, isTaken, next);
        emitJump();
        _builder.Mark(next);
    }
}
