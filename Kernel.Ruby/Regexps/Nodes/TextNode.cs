namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>Characters that stand for themselves.</summary>
internal sealed class TextNode(List<int> codes, bool ignoresCase) : Node
{
    /// <summary>Code points in the pattern's encoding.</summary>
    public List<int> Codes { get; } = codes;

    /// <summary>Compared by their folds.</summary>
    public bool IgnoresCase { get; } = ignoresCase;
}
