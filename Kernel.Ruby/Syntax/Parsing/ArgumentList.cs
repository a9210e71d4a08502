using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Arguments or elements while they are collected; pairs gather in one hash at the end.</summary>
internal sealed class ArgumentList
{
    private List<Node>? pairs;
    private bool onlySymbolKeys = true;

    internal List<Node> Nodes { get; } = [];

    internal BlockArgumentNode? Block { get; set; }

    internal ArgumentsFlags Flags { get; private set; }

    internal bool HasPairs => pairs is not null;

    internal void Add(Node node)
    {
        Nodes.Add(node);
        if (node is SplatNode)
        {
            Flags |= (Flags & ArgumentsFlags.ContainsSplat) != 0
                ? ArgumentsFlags.ContainsMultipleSplats : ArgumentsFlags.ContainsSplat;
        }
        else if (node is ForwardingArgumentsNode)
        {
            Flags |= ArgumentsFlags.ContainsForwarding;
        }
    }

    internal void AddPair(Node pair)
    {
        if (pairs is null)
        {
            pairs = [];
            Nodes.Add(pair);
        }
        pairs.Add(pair);
        Flags |= ArgumentsFlags.ContainsKeywords;
        if (pair is AssocSplatNode)
        {
            Flags |= ArgumentsFlags.ContainsKeywordSplat;
        }
        onlySymbolKeys &= pair is AssocNode { Key: SymbolNode };
    }

    /// <summary>Puts the pairs collected into the place of the first one.</summary>
    internal void Finish()
    {
        if (pairs is null)
        {
            return;
        }
        var span = new SourceSpan(pairs[0].Location.Start, pairs[^1].Location.End);
        KeywordHashFlags flags = onlySymbolKeys ? KeywordHashFlags.SymbolKeys : KeywordHashFlags.None;
        Nodes[Nodes.IndexOf(pairs[0])] = new KeywordHashNode(span, flags, [.. pairs]);
    }

    internal ArgumentsNode? ToNode() => Nodes.Count == 0 ? null
        : new ArgumentsNode(new SourceSpan(Nodes[0].Location.Start, Nodes[^1].Location.End), Flags, [.. Nodes]);
}
