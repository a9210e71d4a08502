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
            builder.EmitWide(Opcode.MakeLambda, destination, builder.Literal(LowerInner(lambda, lambda.Parameters, lambda.Body)));
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
        CodeLowering inner = new(unit, CodeKind.Block, builder.Code.Root.Name, unit.Scopes[node], builder.Code.Root);
        inner.builder.Code.Line = unit.LineOf(node.Location.Start);
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
        inner.builder.Code.Parameters = new Gem.Vm.Bytecode.ParameterList
        {
            Required = several?.Lefts.Length ?? 1,
            HasRest = hasSplat,
            Post = several?.Rights.Length ?? 0,
            HasExcessComma = several?.Rest is ImplicitRestNode,
            Names = new SymbolObject?[inner.scope.Parameters.Count],
        };
        Node[] targets = several is null ? [loop.Index] : [.. several.Lefts, .. hasSplat ? [several.Rest!] : Array.Empty<Node>(), .. several.Rights];
        for (int i = 0; i < targets.Length; i++)
        {
            Node? target = targets[i] is SplatNode splat ? splat.Expression : targets[i];
            if (target is not null)
            {
                inner.AssignTarget(target, inner.scope.Parameters[i].Register);
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
            builder.EmitWide(Opcode.DefineMethod, register, builder.Literal(method));
            return;
        }

        int receiver = Operand(definition.Receiver);
        SetLine(definition);
        builder.Emit(Opcode.DefineSingletonMethod, register, builder.Literal(method), receiver);
    }

    private CompiledCode LowerMethod(DefNode definition)
    {
        CodeLowering lowering = new(unit, CodeKind.Method, unit.Symbol(definition.Name), unit.Scopes[definition], null);
        lowering.SetRoot(definition);
        lowering.builder.Code.Source = unit.Source.Slice(definition.Location).ToArray();
        lowering.SetLine(definition);
        lowering.Begin(definition.Parameters, definition.Body);
        lowering.LowerTail(definition.Body);
        return lowering.Finish();
    }

    private CompiledCode LowerModuleBody(Node node, string name, Node? body)
    {
        CodeLowering lowering = new(unit, CodeKind.Body, unit.Symbol(name), unit.Scopes[node], null);
        lowering.SetRoot(node);
        lowering.SetLine(node);
        lowering.Begin(null, body);
        lowering.LowerTail(body);
        return lowering.Finish();
    }

    private void LowerClass(ClassNode definition, int destination)
    {
        int window = builder.TakeMany(2);
        LowerNamespace(definition.ConstantPath, window);
        if (definition.Superclass is null)
        {
            builder.Emit(Opcode.LoadUndefined, window + 1);
        }
        else
        {
            Lower(definition.Superclass, window + 1);
        }

        SetLine(definition);
        int body = builder.Literal(LowerModuleBody(definition, definition.Name, definition.Body));
        builder.Emit(Opcode.OpenClass, destination >= 0 ? destination : window, body, window);
    }

    private void LowerModule(ModuleNode definition, int destination)
    {
        int window = builder.TakeMany(2);
        LowerNamespace(definition.ConstantPath, window);
        SetLine(definition);
        int body = builder.Literal(LowerModuleBody(definition, definition.Name, definition.Body));
        builder.Emit(Opcode.OpenModule, destination >= 0 ? destination : window, body, window);
    }

    private void LowerSingletonClass(SingletonClassNode definition, int destination)
    {
        int window = builder.TakeMany(2);
        Lower(definition.Expression, window);
        SetLine(definition);
        int body = builder.Literal(LowerModuleBody(definition, "singleton class", definition.Body));
        builder.Emit(Opcode.OpenSingletonClass, destination >= 0 ? destination : window, body, window);
    }

    /// <summary>The module before the last <c>::</c> of a class's name; Undefined for the lexical one.</summary>
    private void LowerNamespace(Node path, int register)
    {
        switch (path)
        {
            case ConstantPathNode { Parent: { } parent }: Lower(parent, register); break;
            case ConstantPathNode: builder.Load(register, unit.Vm.Classes.Object); break;
            default: builder.Emit(Opcode.LoadUndefined, register); break;
        }
    }

    private void LowerAlias(AliasMethodNode alias, int destination)
    {
        int window = builder.TakeMany(4);
        builder.Emit(Opcode.GetDefinee, window);
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
            int mark = builder.NextRegister;
            int window = builder.TakeMany(3);
            builder.Emit(Opcode.GetDefinee, window);
            Lower(name, window + 2);
            SetLine(undef);
            Send(Unused, "undef_method", window, 1, Gem.Vm.Bytecode.CallFlags.SelfCall);
            builder.ReleaseTo(mark);
        }

        LoadNil(destination);
    }

    private void LowerGlobalAlias(AliasGlobalVariableNode alias, int destination)
    {
        builder.Emit(Opcode.AliasGlobal, 0, builder.Literal(GlobalName(alias.NewName)), builder.Literal(GlobalName(alias.OldName)));
        LoadNil(destination);
    }

    private string GlobalName(Node node) => node switch
    {
        GlobalVariableReadNode global => global.Name,
        BackReferenceReadNode reference => reference.Name,
        _ => System.Text.Encoding.UTF8.GetString(unit.Source.Slice(node.Location)),
    };

    /// <summary>END: registers its block with at_exit the first time it is reached.</summary>
    private void LowerPostExecution(PostExecutionNode end, int destination)
    {
        LowerOnce(Unused, register =>
        {
            int window = builder.TakeMany(2);
            Move(window, 0);
            builder.EmitWide(Opcode.MakeBlock, window + 1, builder.Literal(LowerInner(end, null, end.Statements)));
            builder.EmitSend(register, unit.Symbol("at_exit"), window, 0, Gem.Vm.Bytecode.CallFlags.SelfCall, hasBlock: true);
        });
        LoadNil(destination);
    }
}
