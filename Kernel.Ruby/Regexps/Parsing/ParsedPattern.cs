using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>A pattern's tree and what belongs to it.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Numbers">Numbers of the groups.</param>
/// <param name="Names">Names in order of appearance with the numbers that bear them.</param>
/// <param name="Warnings">What is doubtful.</param>
/// <param name="Calls">All calls in the tree.</param>
/// <param name="Backreferences">All backreferences in the tree.</param>
/// <param name="Conditions">All conditions in the tree.</param>
/// <param name="Text">The pattern as it was parsed.</param>
internal sealed record ParsedPattern(Node Root, GroupNumbers Numbers, List<GroupName> Names,
    List<PatternWarning> Warnings, List<CallNode> Calls, List<BackreferenceNode> Backreferences, List<ConditionNode> Conditions,
    byte[] Text)
{
    /// <summary>Groups that capture; number n is at n - 1.</summary>
    public List<GroupNode> Groups => Numbers.Groups;
}
