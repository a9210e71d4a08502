using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Tests.Sources;

/// <summary>Collects what a method sends and which names it leaves to others to define.</summary>
internal sealed class TreeWalk
{
    private readonly Stack<string> _scope = new();

    public HashSet<string> Sends { get; } = [];

    public HashSet<string> FreeNames { get; } = [];

    public void Visit(Node node)
    {
        switch (node)
        {
            case MethodNode method:
                Within(method.Parameters, method.Body);
                break;
            case BlockNode block:
                Within(block.Parameters, block.Body);
                break;
            case SequenceNode sequence:
                VisitAll(sequence.Statements);
                break;
            case ReturnNode result:
                Visit(result.Value);
                break;
            case AssignmentNode assignment:
                Visit(assignment.Target);
                Visit(assignment.Value);
                break;
            case SendNode send:
                Visit(send.Receiver);
                VisitMessage(send.Message);
                break;
            case CascadeNode cascade:
                Visit(cascade.Receiver);
                foreach (MessageNode message in cascade.Messages)
                {
                    VisitMessage(message);
                }

                break;
            case DynamicArrayNode array:
                VisitAll(array.Elements);
                break;
            case VariableNode variable when !_scope.Contains(variable.Name):
                FreeNames.Add(variable.Name);
                break;
            default:
                break;
        }
    }

    private void VisitMessage(MessageNode message)
    {
        if (message.Environment == 0)
        {
            Sends.Add(message.Selector);
        }

        VisitAll(message.Arguments);
    }

    private void VisitAll(IReadOnlyList<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            Visit(node);
        }
    }

    private void Within(IReadOnlyList<VariableDeclaration> parameters, SequenceNode body)
    {
        int depth = _scope.Count;
        foreach (VariableDeclaration name in parameters.Concat(body.Temporaries))
        {
            _scope.Push(name.Name);
        }

        Visit(body);
        while (_scope.Count > depth)
        {
            _scope.Pop();
        }
    }
}
