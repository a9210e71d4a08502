using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Blocks, lambdas, def, class, module, alias, undef, END.</summary>
internal sealed partial class CodeLowering
{
    private CompiledCode LowerBlock(BlockNode block) => LowerInner(block, block.Parameters, block.Body);

    private void LowerLambda(LambdaNode lambda, int destination)
    {
        if (destination >= 0)
        {
            _builder.EmitWide(Opcode.MakeLambda, destination, _builder.Literal(LowerInner(lambda, lambda.Parameters, lambda.Body)));
        }
    }

    private CompiledCode LowerInner(Node node, Node? parameters, Node? body)
    {
        CodeLowering inner = NewInner(node);
        inner.Begin(parameters, body);
        inner.LowerTail(body);
        return inner.Finish();
    }

    private CodeLowering NewInner(Node node)
    {
        CodeLowering inner = new(_unit, CodeKind.Block, _builder.Code.Root.Name, _unit.Scopes[node], _builder.Code.Root, node);
        inner._builder.Code.Line = _unit.LineOf(node.Location.Start);
        inner.SetLine(node);
        return inner;
    }

    /// <summary>The body of a for loop: what each yields goes to the targets, then the statements run.</summary>
    private CompiledCode LowerForBlock(ForNode loop)
    {
        CodeLowering inner = NewInner(loop);
        inner.Begin(null, null);
        MultiTargetNode? several = loop.Index as MultiTargetNode;
        bool hasSplat = several?.Rest is SplatNode;
        inner._builder.Code.Parameters = new Gem.Vm.Bytecode.ParameterList
        {
            Required = several?.Lefts.Length ?? 1,
            HasRest = hasSplat,
            Post = several?.Rights.Length ?? 0,
            HasExcessComma = several?.Rest is ImplicitRestNode,
            Names = new SymbolObject?[inner._scope.Parameters.Count],
        };
        Node[] targets = several is null ? [loop.Index] : [.. several.Lefts, .. hasSplat ? [several.Rest!] : Array.Empty<Node>(), .. several.Rights];
        for (int i = 0; i < targets.Length; i++)
        {
            Node? target = targets[i] is SplatNode splat ? splat.Expression : targets[i];
            if (target is not null)
            {
                inner.AssignTarget(target, inner._scope.Parameters[i].Register);
            }
        }

        inner.LowerTail(loop.Statements);
        return inner.Finish();
    }

    private void LowerDef(DefNode definition, int destination)
    {
        CompiledCode method = LowerMethod(definition);
        int register = OrScratch(destination);
        if (definition.Receiver is null)
        {
            SetLine(definition);
            _builder.EmitWide(Opcode.DefineMethod, register, _builder.Literal(method));
            return;
        }

        int receiver = Operand(definition.Receiver);
        SetLine(definition);
        _builder.Emit(Opcode.DefineSingletonMethod, register, _builder.Literal(method), receiver);
    }

    private CompiledCode LowerMethod(DefNode definition)
    {
        CodeLowering lowering = new(_unit, CodeKind.Method, _unit.Symbol(definition.Name), _unit.Scopes[definition], null, definition);
        lowering.SetRoot(definition);
        lowering._builder.Code.FreezesStrings = _unit.FreezesStrings;
        lowering._builder.Code.Source = _unit.Source.Slice(definition.Location).ToArray();
        lowering.SetLine(definition);
        lowering.Begin(definition.Parameters, definition.Body);
        if (IsEndless(definition) && definition.Body is StatementsNode { Body: [var value] })
        {
            // Its value is no statement to traces.
            lowering.SetLine(value);
            lowering.LowerTail(value);
        }
        else
        {
            lowering.LowerTail(definition.Body);
        }

        return lowering.Finish();
    }

    private static bool IsEndless(DefNode definition) =>
        definition.Body is { } body && body.Location.Start + body.Location.Length == definition.Location.Start + definition.Location.Length;

    private void LowerAlias(AliasMethodNode alias, int destination)
    {
        int window = _builder.TakeMany(4);
        _builder.Emit(Opcode.GetDefinee, window);
        Lower(alias.NewName, window + 2);
        Lower(alias.OldName, window + 3);
        SetLine(alias);
        Send(Unused, "alias_method", window, 2, Gem.Vm.Bytecode.CallFlags.SelfCall);
        LoadNil(destination);
    }

    private void LowerUndef(UndefNode undef, int destination)
    {
        foreach (Node name in undef.Names)
        {
            int mark = _builder.NextRegister;
            int window = _builder.TakeMany(3);
            _builder.Emit(Opcode.GetDefinee, window);
            Lower(name, window + 2);
            SetLine(undef);
            Send(Unused, "undef_method", window, 1, Gem.Vm.Bytecode.CallFlags.SelfCall);
            _builder.ReleaseTo(mark);
        }

        LoadNil(destination);
    }

    private void LowerGlobalAlias(AliasGlobalVariableNode alias, int destination)
    {
        int names = _builder.TakeMany(2);
        _builder.Load(names, _unit.Symbol(GlobalName(alias.NewName)));
        _builder.Load(names + 1, _unit.Symbol(GlobalName(alias.OldName)));
        _builder.Emit(Opcode.AliasGlobal, names, names + 1);
        LoadNil(destination);
    }

    private string GlobalName(Node node) => node switch
    {
        GlobalVariableReadNode global => global.Name,
        BackReferenceReadNode reference => reference.Name,
        _ => System.Text.Encoding.UTF8.GetString(_unit.Source.Slice(node.Location)),
    };

    /// <summary>END: registers its block with at_exit the first time it is reached.</summary>
    private void LowerPostExecution(PostExecutionNode end, int destination)
    {
        LowerOnce(Unused, register =>
        {
            int window = _builder.TakeMany(2);
            Move(window, 0);
            _builder.EmitWide(Opcode.MakeBlock, window + 1, _builder.Literal(LowerInner(end, null, end.Statements)));
            _builder.EmitSend(register, _unit.Symbol("at_exit"), window, 0, Gem.Vm.Bytecode.CallFlags.SelfCall, hasBlock: true);
        });
        LoadNil(destination);
    }
}
