namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>
/// A node of the syntax tree. Names, fields and shapes of the subclasses are those of Prism 1.9 for Ruby 3.4;
/// of Prism's locations only those that a compiler or debugger needs are kept.
/// </summary>
public abstract class Node(NodeKind kind, SourceSpan location)
{
    /// <summary>Which subclass this is.</summary>
    public NodeKind Kind { get; } = kind;

    /// <summary>The stretch of source this node was made from.</summary>
    public SourceSpan Location { get; internal set; } = location;

    /// <summary>Whether this ends in a call without parentheses, which can't be an operand or one of several arguments.</summary>
    internal bool IsCommand { get; init; }

    /// <summary>Calls <paramref name="visit"/> with each direct child in source order of the fields.</summary>
    public virtual void ForEachChild(Action<Node> visit)
    {
    }

    private protected static void VisitOptional(Node? child, Action<Node> visit)
    {
        if (child is not null)
        {
            visit(child);
        }
    }

    private protected static void VisitAll(Node[] children, Action<Node> visit)
    {
        foreach (Node child in children)
        {
            visit(child);
        }
    }
}
