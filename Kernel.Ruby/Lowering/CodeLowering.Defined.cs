using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>defined?: what kind of thing an expression is, nil when evaluating it would fail.</summary>
internal sealed partial class CodeLowering
{
    private void LowerDefined(Node? node, int destination)
    {
        if (destination < 0)
        {
            return;
        }

        int result = Workplace(destination);
        Describe(node, result);
        Move(destination, result);
    }

    private void Describe(Node? node, int result)
    {
        switch (node)
        {
            case null or NilNode: LoadWord("nil", result); return;
            case ParenthesesNode { Body: null }: LoadWord("nil", result); return;
            case ParenthesesNode { Body: StatementsNode { Body: [var single] } }: Describe(single, result); return;
            case ParenthesesNode { Body: { } body and not StatementsNode }: Describe(body, result); return;
            case StatementsNode { Body: [var single] }: Describe(single, result); return;
            case SelfNode: LoadWord("self", result); return;
            case TrueNode: LoadWord("true", result); return;
            case FalseNode: LoadWord("false", result); return;
            case LocalVariableReadNode or ItLocalVariableReadNode: LoadWord("local-variable", result); return;
            case InstanceVariableReadNode read: Test(DefinedKind.InstanceVariable, read.Name, result); return;
            case GlobalVariableReadNode read: Test(DefinedKind.Global, read.Name, result); return;
            case ClassVariableReadNode read: Test(DefinedKind.ClassVariable, read.Name, result); return;
            case ConstantReadNode read: Test(DefinedKind.Constant, read.Name, result); return;
            case ConstantPathNode path: DescribePath(path, result); return;
            case NumberedReferenceReadNode or BackReferenceReadNode: DescribeReference(node, result); return;
            case YieldNode: Test(DefinedKind.Yield, "yield", result); return;
            case SuperNode or ForwardingSuperNode: Test(DefinedKind.Super, "super", result); return;
            case CallNode call: DescribeCall(call, result); return;
            case ArrayNode array: DescribeAll(array.Elements, "expression", result); return;
        }

        LoadWord(IsAssignment(node.Kind) ? "assignment" : "expression", result);
    }

    private static bool IsAssignment(NodeKind kind) => kind is NodeKind.LocalVariableWrite or NodeKind.LocalVariableOrWrite or NodeKind.LocalVariableAndWrite
        or NodeKind.LocalVariableOperatorWrite or NodeKind.InstanceVariableWrite or NodeKind.InstanceVariableOrWrite
        or NodeKind.InstanceVariableAndWrite or NodeKind.InstanceVariableOperatorWrite or NodeKind.GlobalVariableWrite
        or NodeKind.GlobalVariableOrWrite or NodeKind.GlobalVariableAndWrite or NodeKind.GlobalVariableOperatorWrite
        or NodeKind.ClassVariableWrite or NodeKind.ClassVariableOrWrite or NodeKind.ClassVariableAndWrite
        or NodeKind.ClassVariableOperatorWrite or NodeKind.ConstantWrite or NodeKind.ConstantOrWrite or NodeKind.ConstantAndWrite
        or NodeKind.ConstantOperatorWrite or NodeKind.ConstantPathWrite or NodeKind.ConstantPathOrWrite
        or NodeKind.ConstantPathAndWrite or NodeKind.ConstantPathOperatorWrite or NodeKind.CallOrWrite or NodeKind.CallAndWrite
        or NodeKind.CallOperatorWrite or NodeKind.IndexOrWrite or NodeKind.IndexAndWrite or NodeKind.IndexOperatorWrite
        or NodeKind.MultiWrite;

    private void LoadWord(string word, int result) =>
        _builder.Load(result, _unit.FrozenString(System.Text.Encoding.ASCII.GetBytes(word), Gem.Vm.Values.StringEncoding.UsAscii));

    private void Test(DefinedKind kind, string name, int result) =>
        _builder.Emit(Opcode.Defined, result, (int)kind, _builder.Literal(name));

    private void DescribePath(ConstantPathNode path, int result)
    {
        if (path.Parent is null)
        {
            _builder.Load(result, _unit.Vm.Classes.Object);
            Test(DefinedKind.ScopedConstant, path.Name!, result);
            return;
        }

        Label end = new();
        Describe(path.Parent, result);
        _builder.EmitJump(Opcode.JumpNil, result, end);
        Guarded(result, () =>
        {
            Lower(path.Parent, result);
            Test(DefinedKind.ScopedConstant, path.Name!, result);
        });
        _builder.Mark(end);
    }

    private void DescribeReference(Node reference, int result)
    {
        Label end = new();
        Lower(reference, result);
        _builder.EmitJump(Opcode.JumpNil, result, end);
        LoadWord("global-variable", result);
        _builder.Mark(end);
    }

    private void DescribeCall(CallNode call, int result)
    {
        Label end = new();
        foreach (Node argument in call.Arguments?.Arguments ?? [])
        {
            Describe(argument, result);
            _builder.EmitJump(Opcode.JumpNil, result, end);
        }

        if (call.Receiver is null)
        {
            Test(DefinedKind.SelfMethod, call.Name, result);
        }
        else
        {
            Describe(call.Receiver, result);
            _builder.EmitJump(Opcode.JumpNil, result, end);
            Guarded(result, () =>
            {
                Lower(call.Receiver, result);
                Test(DefinedKind.Method, call.Name, result);
            });
        }

        _builder.Mark(end);
    }

    private void DescribeAll(Node[] nodes, string word, int result)
    {
        Label end = new();
        foreach (Node node in nodes)
        {
            Describe(node is SplatNode splat ? splat.Expression : node, result);
            _builder.EmitJump(Opcode.JumpNil, result, end);
        }

        LoadWord(word, result);
        _builder.Mark(end);
    }

    /// <summary>Evaluates a part; whatever it raises makes the answer nil.</summary>
    private void Guarded(int result, Action lower)
    {
        int mark = _builder.NextRegister;
        LowerProtected(
            _ => lower(),
            null,
            (_, _, taken) =>
            {
                LoadNil(result);
                taken();
            },
            result);
        _builder.ReleaseTo(mark);
    }
}
