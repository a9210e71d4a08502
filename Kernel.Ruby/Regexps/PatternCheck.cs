using Kernel.Ruby.Regexps.Nodes;
using Kernel.Ruby.Regexps.Parsing;

namespace Kernel.Ruby.Regexps;

/// <summary>What can be wrong with a whole tree: calls that never end, and what cannot be looked for backwards.</summary>
internal static class PatternCheck
{
    private const string InvalidLookbehind = "invalid pattern in look-behind";

    /// <summary>How a call leads back to a group.</summary>
    private enum Recursion
    {
        None,
        Possible,
        Endless,
    }

    /// <summary>Checks; marks what is called and what recurs.</summary>
    public static void Check(ParsedPattern pattern)
    {
        if (pattern.Calls.Count > 0)
        {
            MarkCalls(pattern);
        }

        pattern.Numbers.Settle(pattern.Backreferences, pattern.Conditions);
        Lookbehinds(pattern.Root);
    }

    private static void MarkCalls(ParsedPattern pattern)
    {
        foreach (CallNode call in pattern.Calls)
        {
            call.Target.IsCalled = true;
        }

        List<GroupNode> groups = [(GroupNode)pattern.Root, .. pattern.Groups];
        Dictionary<GroupNode, HashSet<GroupNode>> reached = [];
        foreach (GroupNode group in groups)
        {
            HashSet<GroupNode> found = [];
            Reach(group.Target, found);
            reached[group] = found;
            group.IsRecursive = found.Contains(group);
        }

        MarkRecursiveCalls(pattern.Root, [], reached);
        foreach (GroupNode group in groups)
        {
            if (group.IsRecursive && Leads(group.Target, group, [], isHead: true) != Recursion.None)
            {
                throw new RegexpSyntaxException("never ending recursion");
            }
        }
    }

    /// <summary>Parts of a node.</summary>
    public static IEnumerable<Node> Parts(Node node) => node switch
    {
        SequenceNode sequence => sequence.Parts,
        AlternationNode alternation => alternation.Branches,
        RepeatNode repeat => [repeat.Target],
        GroupNode group => [group.Target],
        AtomicNode atomic => [atomic.Target],
        LookNode look => [look.Target],
        AbsentNode absent => [absent.Target],
        ConditionNode condition => [condition.Branches],
        _ => [],
    };

    private static void Reach(Node node, HashSet<GroupNode> found)
    {
        if (node is CallNode call && found.Add(call.Target))
        {
            Reach(call.Target.Target, found);
        }

        foreach (Node part in Parts(node))
        {
            Reach(part, found);
        }
    }

    private static void MarkRecursiveCalls(Node node, List<GroupNode> enclosing, Dictionary<GroupNode, HashSet<GroupNode>> reached)
    {
        if (node is CallNode call)
        {
            call.IsRecursive = enclosing.Exists(group => group == call.Target || reached[call.Target].Contains(group));
        }

        bool encloses = node is GroupNode { Number: >= 0 };
        if (encloses)
        {
            enclosing.Add((GroupNode)node);
        }

        foreach (Node part in Parts(node))
        {
            MarkRecursiveCalls(part, enclosing, reached);
        }

        if (encloses)
        {
            enclosing.RemoveAt(enclosing.Count - 1);
        }
    }

    /// <summary>Whether every way through a node leads to a call of a group, and whether one does so before it has taken a character.</summary>
    private static Recursion Leads(Node node, GroupNode group, HashSet<Node> open, bool isHead)
    {
        switch (node)
        {
            case SequenceNode sequence:
                Recursion all = Recursion.None;
                foreach (Node part in sequence.Parts)
                {
                    Recursion one = Leads(part, group, open, isHead);
                    if (one == Recursion.Endless)
                    {
                        return one;
                    }

                    all = one == Recursion.None ? all : one;
                    isHead = isHead && Emptiness.CanBeEmpty(part);
                }

                return all;
            case AlternationNode alternation:
                Recursion every = Recursion.Possible;
                foreach (Node branch in alternation.Branches)
                {
                    Recursion one = Leads(branch, group, open, isHead);
                    if (one == Recursion.Endless)
                    {
                        return one;
                    }

                    every = one == Recursion.None ? one : every;
                }

                return every;
            case RepeatNode repeat:
                Recursion inside = Leads(repeat.Target, group, open, isHead);
                return inside == Recursion.Possible && repeat.Lower == 0 ? Recursion.None : inside;
            case LookNode look:
                return Leads(look.Target, group, open, isHead);
            case CallNode call:
                return LeadsInto(call.Target, call.Target.Target, group, open, isHead);
            case GroupNode or AtomicNode or AbsentNode or ConditionNode:
                return LeadsInto(node, PartOf(node), group, open, isHead);
            default:
                return Recursion.None;
        }
    }

    private static Node PartOf(Node node) => node switch
    {
        GroupNode group => group.Target,
        AtomicNode atomic => atomic.Target,
        AbsentNode absent => absent.Target,
        _ => ((ConditionNode)node).Branches,
    };

    private static Recursion LeadsInto(Node node, Node inside, GroupNode group, HashSet<Node> open, bool isHead)
    {
        if (open.Contains(node))
        {
            return Recursion.None;
        }

        if (node == group)
        {
            return isHead ? Recursion.Endless : Recursion.Possible;
        }

        open.Add(node);
        Recursion result = Leads(inside, group, open, isHead);
        open.Remove(node);
        return result;
    }

    private static void Lookbehinds(Node node)
    {
        if (node is LookNode { IsBehind: true } look)
        {
            if (!IsAllowed(look.Target, look.IsNegated))
            {
                throw new RegexpSyntaxException(InvalidLookbehind);
            }

            Lookbehinds(look.Target);
            foreach (Node branch in Branches(look))
            {
                CharacterLength(branch);
            }

            return;
        }

        foreach (Node part in Parts(node))
        {
            Lookbehinds(part);
        }
    }

    private static bool IsAllowed(Node node, bool isNegated) => node switch
    {
        BackreferenceNode or AtomicNode or AbsentNode or ConditionNode => false,
        GroupNode { Number: >= 0 } when isNegated => false,
        LookNode { IsBehind: false } => false,
        AnchorNode { Kind: AnchorKind.TextEnd or AnchorKind.LastLineEnd } => false,
        _ => AreAllowed(node, isNegated),
    };

    private static bool AreAllowed(Node node, bool isNegated)
    {
        foreach (Node part in Parts(node))
        {
            if (!IsAllowed(part, isNegated))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a lookbehind looks for: alternatives at its top may have different lengths.</summary>
    public static List<Node> Branches(LookNode look)
    {
        List<Node> branches = [];
        AddBranches(look.Target, branches);
        return branches;
    }

    /// <summary>Of a text that ignores case its fold counts.</summary>
    private static int FoldedLength(TextNode text)
    {
        int length = text.Codes.Count;
        foreach (int code in text.Codes)
        {
            length += text.IgnoresCase && code >= 0x80 && CaseFolding.Fold(code) is { } folded ? folded.Length - 1 : 0;
        }

        return length;
    }

    private static void AddBranches(Node node, List<Node> branches)
    {
        if (node is not AlternationNode alternation)
        {
            branches.Add(node);
            return;
        }

        foreach (Node branch in alternation.Branches)
        {
            AddBranches(branch, branches);
        }
    }

    /// <summary>Characters that a lookbehind goes back for a branch.</summary>
    public static int CharacterLength(Node node)
    {
        switch (node)
        {
            case TextNode text:
                return FoldedLength(text);
            case SetNode:
                return 1;
            case SequenceNode sequence:
                int sum = 0;
                foreach (Node part in sequence.Parts)
                {
                    sum += CharacterLength(part);
                }

                return sum;
            case AlternationNode alternation:
                int length = CharacterLength(alternation.Branches[0]);
                return alternation.Branches.TrueForAll(branch => CharacterLength(branch) == length) ? length : throw new RegexpSyntaxException(InvalidLookbehind);
            case RepeatNode repeat:
                return repeat.Lower == repeat.Upper ? repeat.Lower * CharacterLength(repeat.Target) : throw new RegexpSyntaxException(InvalidLookbehind);
            case CallNode { IsRecursive: false } call:
                return CharacterLength(call.Target.Target);
            case GroupNode group:
                return CharacterLength(group.Target);
            case LookNode or AnchorNode:
                return 0;
            default:
                throw new RegexpSyntaxException(InvalidLookbehind);
        }
    }
}
