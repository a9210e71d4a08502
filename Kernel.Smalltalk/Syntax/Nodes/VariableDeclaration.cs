namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>The place where an argument or temporary gets its name.</summary>
public readonly record struct VariableDeclaration(string Name, SourceSpan Span);
