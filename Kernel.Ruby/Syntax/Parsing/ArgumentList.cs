using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Arguments or elements while they are collected; pairs gather in one hash at the end.</summary>
internal sealed class ArgumentList
{
    private List<Node>? _pairs;
    private bool _onlySymbolKeys = true;

    internal List<Node> Nodes { get; } = [];

    internal BlockArgumentNode? Block { get; set; }

    internal ArgumentsFlags Flags { get; private set; }

    internal bool HasPairs => _pairs is not null;

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
        if (_pairs is null)
        {
            _pairs = [];
            Nodes.Add(pair);
        }
        _pairs.Add(pair);
        Flags |= ArgumentsFlags.ContainsKeywords;
        if (pair is AssocSplatNode)
        {
            Flags |= ArgumentsFlags.ContainsKeywordSplat;
        }
        _onlySymbolKeys &= pair is AssocNode { Key: SymbolNode };
    }

    /// <summary>Puts the pairs collected into the place of the first one.</summary>
    internal void Finish()
    {
        if (_pairs is null)
        {
            return;
        }
        var span = new SourceSpan(_pairs[0].Location.Start, _pairs[^1].Location.End);
        KeywordHashFlags flags = _onlySymbolKeys ? KeywordHashFlags.SymbolKeys : KeywordHashFlags.None;
        Nodes[Nodes.IndexOf(_pairs[0])] = new KeywordHashNode(span, flags, [.. _pairs]);
    }

    internal ArgumentsNode? ToNode() => Nodes.Count == 0 ? null
        : new ArgumentsNode(new SourceSpan(Nodes[0].Location.Start, Nodes[^1].Location.End), Flags, [.. Nodes]);
}
