using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>
/// The pass before lowering: finds the scopes of a tree, their variables, and which of these inner blocks or an eval may
/// use and so must live in an environment.
/// </summary>
internal sealed partial class ScopeAnalysis
{
    private readonly Dictionary<Node, VariableScope> _scopes = new(ReferenceEqualityComparer.Instance);
    private VariableScope _scope;

    private ScopeAnalysis(VariableScope outermost) => _scope = outermost;

    /// <summary>
    /// Scopes by the node that opens them; <paramref name="outer"/> is the captured scope around an eval, if there is one.
    /// </summary>
    public static Dictionary<Node, VariableScope> Run(ProgramNode program, bool isEval, VariableScope? outer)
    {
        VariableScope top = new(ScopeKind.Program, outer);
        ScopeAnalysis analysis = new(top);
        analysis._scopes.Add(program, top);
        foreach (string name in program.Locals)
        {
            top.Declare(name);
        }

        // What an eval defines stays: the next eval with the same binding sees it.
        top.KeepsAll = isEval;
        analysis.Visit(program.Statements);
        foreach (VariableScope found in analysis._scopes.Values)
        {
            found.PlaceCaptured();
        }

        return analysis._scopes;
    }

    private void Visit(Node? node)
    {
        switch (node)
        {
            case null:
                return;
            case DefNode definition:
                Visit(definition.Receiver);
                Open(definition, ScopeKind.Method, definition.Locals, definition.Parameters, definition.Body);
                return;
            case ClassNode definition:
                Visit(definition.ConstantPath);
                Visit(definition.Superclass);
                Open(definition, ScopeKind.Body, definition.Locals, null, definition.Body);
                return;
            case ModuleNode definition:
                Visit(definition.ConstantPath);
                Open(definition, ScopeKind.Body, definition.Locals, null, definition.Body);
                return;
            case SingletonClassNode definition:
                Visit(definition.Expression);
                Open(definition, ScopeKind.Body, definition.Locals, null, definition.Body);
                return;
            case BlockNode block:
                Open(block, ScopeKind.Block, block.Locals, block.Parameters, block.Body);
                return;
            case LambdaNode lambda:
                Open(lambda, ScopeKind.Lambda, lambda.Locals, lambda.Parameters, lambda.Body);
                return;
            case ForNode loop:
                VisitFor(loop);
                return;
            case PostExecutionNode end:
                VisitTransparent(end, () => Visit(end.Statements));
                return;
            default:
                NoteUse(node);
                node.ForEachChild(Visit);
                return;
        }
    }

    private void Open(Node node, ScopeKind kind, string[] locals, Node? parameters, Node? body)
    {
        VariableScope around = _scope;
        _scope = new VariableScope(kind, kind is ScopeKind.Block or ScopeKind.Lambda ? around : null);
        _scopes.Add(node, _scope);
        DeclareParameters(parameters);
        foreach (string name in locals)
        {
            _scope.Declare(name);
        }

        Visit(parameters);
        Visit(body);
        _scope = around;
    }

    private void VisitFor(ForNode loop)
    {
        Visit(loop.Collection);
        VisitTransparent(loop, () =>
        {
            Visit(loop.Index);
            int count = loop.Index is MultiTargetNode several ? several.Lefts.Length + several.Rights.Length + (several.Rest is SplatNode ? 1 : 0) : 1;
            for (int i = 0; i < count; i++)
            {
                DeclareParameter(null);
            }

            Visit(loop.Statements);
        });
    }

    /// <summary>A block in the VM that is no scope in the language: for and END.</summary>
    private void VisitTransparent(Node node, Action visit)
    {
        VariableScope around = _scope;
        _scope = new VariableScope(ScopeKind.For, around);
        _scopes.Add(node, _scope);
        visit();
        _scope = around;
    }

    private void NoteUse(Node node)
    {
        switch (node)
        {
            case LocalVariableReadNode use: Use(use.Name, use.Depth); break;
            case LocalVariableWriteNode use: Use(use.Name, use.Depth).IsAssigned = true; break;
            case LocalVariableTargetNode use: Use(use.Name, use.Depth).IsAssigned = true; break;
            case LocalVariableOrWriteNode use: Use(use.Name, use.Depth).IsAssigned = true; break;
            case LocalVariableAndWriteNode use: Use(use.Name, use.Depth).IsAssigned = true; break;
            case LocalVariableOperatorWriteNode use: Use(use.Name, use.Depth).IsAssigned = true; break;
            case ItLocalVariableReadNode: Use(HiddenNames.It, 0); break;
            case SplatNode { Expression: null }: UseOfHome(HiddenNames.Rest); break;
            case AssocSplatNode { Value: null }: UseOfHome(HiddenNames.KeywordRest); break;
            case BlockArgumentNode { Expression: null }: UseOfHome(HiddenNames.Block); break;
            case ForwardingArgumentsNode:
                UseOfHome(HiddenNames.Rest);
                UseOfHome(HiddenNames.KeywordRest);
                UseOfHome(HiddenNames.Block);
                break;
            case ForwardingSuperNode: UseAllParameters(); break;
            case FlipFlopNode: DeclareFlipFlop(node); break;
            case CallNode call: NoteCall(call); break;
        }
    }

    private ScopeVariable Use(string name, int depth)
    {
        VariableScope found = At(_scope, depth);
        ScopeVariable variable = found.Declare(name, isHidden: name == HiddenNames.It);
        variable.IsCaptured |= found != _scope || found.Kind == ScopeKind.Outer;
        return variable;
    }

    /// <summary>The scope some levels out, as the parser counts: a for loop is no level.</summary>
    public static VariableScope At(VariableScope scope, int depth)
    {
        while (true)
        {
            while (scope is { Kind: ScopeKind.For, Parent: not null })
            {
                scope = scope.Parent;
            }

            if (depth-- == 0 || scope.Parent is null)
            {
                return scope;
            }

            scope = scope.Parent;
        }
    }

    /// <summary>An anonymous parameter: of the nearest scope that has one (a splat without a value in a target has none).</summary>
    private void UseOfHome(string name)
    {
        for (VariableScope? at = _scope; at is not null; at = at.Parent)
        {
            if (at.Find(name) is { } variable)
            {
                variable.IsCaptured |= at != _scope;
                return;
            }
        }
    }

    private void UseAllParameters()
    {
        VariableScope home = _scope.Home;
        foreach (ScopeVariable parameter in home.Parameters)
        {
            parameter.IsCaptured |= home != _scope;
        }
    }

    private void DeclareFlipFlop(Node node)
    {
        VariableScope home = _scope.Home;
        ScopeVariable state = home.Declare(FlipFlopName(node), isHidden: true);
        state.IsCaptured |= home != _scope;
    }

    /// <summary>Name of the hidden variable that holds a flip-flop's state.</summary>
    public static string FlipFlopName(Node node) => $"%flip{node.Location.Start}:{node.Location.End}";

    private void NoteCall(CallNode call)
    {
        bool keepsAll = call.Name is "binding" or "eval" or "local_variables" or "__binding__"
            || (call.Name is "instance_eval" or "class_eval" or "module_eval" && call.Block is null);
        if (keepsAll)
        {
            for (VariableScope? at = _scope; at is { Kind: not ScopeKind.Outer }; at = at.Parent)
            {
                at.KeepsAll = true;
            }
        }
    }
}
