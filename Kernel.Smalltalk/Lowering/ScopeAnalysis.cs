using Kernel.Smalltalk.Syntax;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>
/// Finds the scope of every block, the variables that must live on the heap, and the loops that must not be inlined
/// because a block made in them keeps a variable of one round.
/// </summary>
internal sealed class ScopeAnalysis
{
    private readonly SourceText _source;
    private readonly HashSet<SendNode> _sent = [];
    private readonly Dictionary<Node, VariableScope> _scopes = [];
    private bool _isStable;

    private ScopeAnalysis(SourceText source) => _source = source;

    /// <summary>Analyses a method or doit.</summary>
    /// <exception cref="SmalltalkSyntaxException">A name is declared twice in one scope.</exception>
    public static ScopeAnalysis Of(Node root, SourceText source)
    {
        var analysis = new ScopeAnalysis(source);
        do
        {
            analysis._isStable = true;
            analysis._scopes.Clear();
            analysis.VisitRoot(root);
        }
        while (!analysis._isStable);
        return analysis;
    }

    /// <summary>The scope of a method, doit or block.</summary>
    public VariableScope ScopeOf(Node node) => _scopes[node];

    /// <summary>True for a send that is lowered in place.</summary>
    public bool IsInlined(SendNode send) => InlinedMessages.IsInlined(send) && !_sent.Contains(send);

    private void VisitRoot(Node root)
    {
        var scope = new VariableScope(null, false, null);
        _scopes[root] = scope;
        if (root is MethodNode method)
        {
            Declare(scope, method.Parameters, true);
            VisitSequence(method.Body, scope);
        }
        else
        {
            VisitSequence(((DoItNode)root).Body, scope);
        }
    }

    private void VisitSequence(SequenceNode body, VariableScope scope)
    {
        Declare(scope, body.Temporaries, false);
        foreach (Node statement in body.Statements)
        {
            Visit(statement, scope);
        }
    }

    private void Declare(VariableScope scope, IReadOnlyList<VariableDeclaration> declarations, bool areParameters)
    {
        foreach (VariableDeclaration declaration in declarations)
        {
            if (scope.Declare(declaration.Name, areParameters) is null)
            {
                throw new SmalltalkSyntaxException(_source, declaration.Span.Start, $"{declaration.Name} is declared twice");
            }
        }
    }

    private void Visit(Node node, VariableScope scope)
    {
        switch (node)
        {
            case VariableNode variable:
                Use(variable.Name, scope);
                break;
            case AssignmentNode assignment:
                Use(assignment.Target.Name, scope);
                Visit(assignment.Value, scope);
                break;
            case ReturnNode @return:
                Visit(@return.Value, scope);
                break;
            case BlockNode block:
                VisitBlock(block, scope, false, null);
                break;
            case SendNode send:
                VisitSend(send, scope);
                break;
            case CascadeNode cascade:
                Visit(cascade.Receiver, scope);
                foreach (MessageNode message in cascade.Messages)
                {
                    VisitAll(message.Arguments, scope);
                }

                break;
            case DynamicArrayNode array:
                VisitAll(array.Elements, scope);
                break;
        }
    }

    private void VisitAll(IReadOnlyList<Node> nodes, VariableScope scope)
    {
        foreach (Node node in nodes)
        {
            Visit(node, scope);
        }
    }

    private void VisitSend(SendNode send, VariableScope scope)
    {
        bool isInlined = IsInlined(send);
        SendNode? loop = isInlined && InlinedMessages.IsLoop(send) ? send : null;
        foreach (Node part in send.Message.Arguments.Prepend(send.Receiver))
        {
            bool isBound = send.Message.Selector.StartsWith("to:", StringComparison.Ordinal) && part == send.Message.Arguments[0];
            bool isPart = isInlined && part is BlockNode && !isBound && (part != send.Receiver || loop is not null);
            if (isPart)
            {
                VisitBlock((BlockNode)part, scope, true, loop);
            }
            else
            {
                Visit(part, scope);
            }
        }
    }

    private void VisitBlock(BlockNode block, VariableScope parent, bool isInlined, SendNode? loop)
    {
        var scope = new VariableScope(parent, isInlined, loop);
        _scopes[block] = scope;
        Declare(scope, block.Parameters, true);
        VisitSequence(block.Body, scope);
    }

    private void Use(string name, VariableScope scope)
    {
        ScopedVariable? variable = scope.Find(name);
        if (variable is null || variable.Scope.Frame == scope.Frame)
        {
            return;
        }

        VariableScope.Capture(variable);
        for (VariableScope around = variable.Scope; around != around.Frame; around = around.Parent!)
        {
            if (around.Loop is { } loop && _sent.Add(loop))
            {
                _isStable = false;
            }
        }
    }
}
