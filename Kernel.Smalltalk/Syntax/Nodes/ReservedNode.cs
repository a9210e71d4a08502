namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>One of the reserved names: nil, true, false, self, super, thisContext.</summary>
public sealed class ReservedNode(SourceSpan span, NodeKind kind) : Node(kind, span)
{
    /// <summary>The kind that a reserved name stands for, or null if the name is free.</summary>
    public static NodeKind? KindOf(string name) => name switch
    {
        "nil" => NodeKind.Nil,
        "true" => NodeKind.True,
        "false" => NodeKind.False,
        "self" => NodeKind.Self,
        "super" => NodeKind.Super,
        "thisContext" => NodeKind.ThisContext,
        _ => null,
    };
}
