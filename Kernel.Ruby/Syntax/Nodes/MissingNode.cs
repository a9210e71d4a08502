namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Stands for code that could not be parsed; never in the result of a parse without errors.</summary>
public sealed class MissingNode(SourceSpan location)
    : Node(NodeKind.Missing, location);
