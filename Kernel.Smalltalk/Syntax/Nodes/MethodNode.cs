namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>A method definition.</summary>
public sealed class MethodNode(SourceSpan span, string selector, IReadOnlyList<VariableDeclaration> parameters, IReadOnlyList<PragmaNode> pragmas, SequenceNode body) : Node(NodeKind.Method, span)
{
    /// <summary>The selector it answers to.</summary>
    public string Selector { get; } = selector;

    /// <summary>Its arguments, as many as the selector takes.</summary>
    public IReadOnlyList<VariableDeclaration> Parameters { get; } = parameters;

    /// <summary>Its pragmas in the order of the text, <c>primitive:</c> included.</summary>
    public IReadOnlyList<PragmaNode> Pragmas { get; } = pragmas;

    /// <summary>Temporaries and statements; behind a primitive, what runs when it fails.</summary>
    public SequenceNode Body { get; } = body;

    /// <summary>The name in <c>&lt;primitive: name&gt;</c>, or null.</summary>
    public string? PrimitiveName
    {
        get
        {
            foreach (PragmaNode pragma in Pragmas)
            {
                if (pragma.Selector == PragmaNode.PrimitiveSelector)
                {
                    return ((SymbolNode)pragma.Arguments[0]).Value;
                }
            }

            return null;
        }
    }

    /// <summary>Whether a pragma of this selector stands in the method.</summary>
    public bool HasPragma(string selector)
    {
        foreach (PragmaNode pragma in Pragmas)
        {
            if (pragma.Selector == selector)
            {
                return true;
            }
        }

        return false;
    }
}
