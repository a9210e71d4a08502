namespace Kernel.Smalltalk.Syntax;

/// <summary>A place in a file; both numbers count from 1, the column in UTF-16 units.</summary>
public readonly record struct SourcePosition(int Line, int Column);
