namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>$1</c> and up; 0 when the number is too large for any group.</summary>
public sealed class NumberedReferenceReadNode(SourceSpan location, int number)
    : Node(NodeKind.NumberedReferenceRead, location)
{
    /// <summary>The number of the group.</summary>
    public int Number { get; } = number;
}
