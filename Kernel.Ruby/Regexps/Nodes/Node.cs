using Kernel.Ruby.Regexps.Compiling;

namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>A part of a parsed pattern.</summary>
internal abstract class Node
{
    /// <summary>With which bytes it may begin, once <see cref="FirstBytes"/> has found that.</summary>
    public FirstSet First;

    /// <summary>It has been found.</summary>
    public bool HasFirst;
}
