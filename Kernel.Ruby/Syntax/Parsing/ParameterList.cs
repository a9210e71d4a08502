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

    /// <summary>The kind of the latest parameter.</summary>
    internal ParameterRank Rank { get; private set; }

    /// <summary>Notes that a parameter of a kind follows; most kinds may not come twice, none behind later ones.</summary>
    internal void Enter(ParameterRank rank, int offset)
    {
        bool mayRepeat = rank is ParameterRank.Required or ParameterRank.Optional or ParameterRank.Post or ParameterRank.Keyword;
        if (rank < Rank || (rank == Rank && !mayRepeat))
        {
            throw new Lexing.SyntaxException(offset, "unexpected parameter order", false);
        }
        Rank = rank;
    }

    internal void AddRequired(Node node)
    {
        Enter(Rank == ParameterRank.Required ? ParameterRank.Required : ParameterRank.Post, node.Location.Start);
        (Optionals.Count > 0 || Rest is not null ? Posts : Requireds).Add(node);
        Count++;
    }

    internal void CountOne() => Count++;

    internal ParametersNode? ToNode(SourceSpan span) => Count == 0 ? null
        : new ParametersNode(span, [.. Requireds], [.. Optionals], Rest, [.. Posts], [.. Keywords], KeywordRest, Block);
}
