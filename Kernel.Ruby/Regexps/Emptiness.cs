using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps;

/// <summary>Whether a node can match no character.</summary>
internal static class Emptiness
{
    /// <summary>True when the shortest match may be empty.</summary>
    public static bool CanBeEmpty(Node node) => CanBeEmpty(node, []);

    private static bool CanBeEmpty(Node node, HashSet<GroupNode> open) => node switch
    {
        TextNode text => text.Codes.Count == 0,
        SetNode => false,
        SequenceNode sequence => sequence.Parts.TrueForAll(part => CanBeEmpty(part, open)),
        AlternationNode alternation => alternation.Branches.Exists(branch => CanBeEmpty(branch, open)),
        RepeatNode repeat => repeat.Lower == 0 || CanBeEmpty(repeat.Target, open),
        GroupNode group => CanGroupBeEmpty(group, open),
        CallNode call => call.IsRecursive || CanGroupBeEmpty(call.Target, open),
        AtomicNode atomic => CanBeEmpty(atomic.Target, open),
        ConditionNode condition => CanBeEmpty(condition.Branches, open),
        _ => true,
    };

    private static bool CanGroupBeEmpty(GroupNode group, HashSet<GroupNode> open)
    {
        if (!open.Add(group))
        {
            return true;
        }

        bool result = CanBeEmpty(group.Target, open);
        open.Remove(group);
        return result;
    }

    /// <summary>True when the node or what it calls has groups that capture; those in looks do not count.</summary>
    public static bool HasGroups(Node node)
    {
        if (node is GroupNode { Number: > 0 } or CallNode)
        {
            return true;
        }

        if (node is LookNode or RepeatNode { Upper: 0 })
        {
            return false;
        }

        foreach (Node part in PatternCheck.Parts(node))
        {
            if (HasGroups(part))
            {
                return true;
            }
        }

        return false;
    }
}
