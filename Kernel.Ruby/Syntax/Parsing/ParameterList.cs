using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Parameters while they are collected into their groups.</summary>
internal sealed class ParameterList
{
    internal List<Node> Requireds { get; } = [];

    internal List<OptionalParameterNode> Optionals { get; } = [];

    internal Node? Rest { get; set; }

    internal List<Node> Posts { get; } = [];

    internal List<Node> Keywords { get; } = [];

    internal Node? KeywordRest { get; set; }

    internal BlockParameterNode? Block { get; set; }

    /// <summary>How many parameters there are.</summary>
    internal int Count { get; private set; }

    internal void AddRequired(Node node)
    {
        (Optionals.Count > 0 || Rest is not null ? Posts : Requireds).Add(node);
        Count++;
    }

    internal void CountOne() => Count++;

    internal ParametersNode? ToNode(SourceSpan span) => Count == 0 ? null
        : new ParametersNode(span, [.. Requireds], [.. Optionals], Rest, [.. Posts], [.. Keywords], KeywordRest, Block);
}
