namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>A part of a parsed pattern.</summary>
internal abstract class Node;
