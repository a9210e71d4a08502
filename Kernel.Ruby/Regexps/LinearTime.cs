using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps;

/// <summary>
/// Whether remembering failures makes matching linear, by MRI's rules: no references, calls, conditions, absence; no groups in looks
/// and atomic groups, nor those in one another; no counted repeat in another.
/// </summary>
internal static class LinearTime
{
    private enum Place
    {
        Outside,
        Look,
        Atomic,
    }

    /// <summary>True when it is linear.</summary>
    public static bool Holds(Node node) => Holds(node, Place.Outside, isCounted: false);

    private static bool Holds(Node node, Place place, bool isCounted)
    {
        switch (node)
        {
            case BackreferenceNode or CallNode or ConditionNode or AbsentNode:
                return false;
            case GroupNode { Number: > 0 } when place != Place.Outside:
                return false;
            case AtomicNode when place != Place.Outside:
                return false;
            case LookNode { IsBehind: false } or LookNode { IsNegated: true } when place == Place.Atomic:
                return false;
            case AtomicNode atomic:
                return Holds(atomic.Target, Place.Atomic, isCounted);
            case LookNode { IsBehind: true, IsNegated: false } behind:
                return Holds(behind.Target, place, isCounted);
            case LookNode look:
                return Holds(look.Target, Place.Look, isCounted);
            case RepeatNode repeat:
                bool counts = MachineSize.IsCounted(repeat);
                return !(counts && isCounted) && Holds(repeat.Target, place, isCounted || counts);
        }

        foreach (Node part in PatternCheck.Parts(node))
        {
            if (!Holds(part, place, isCounted))
            {
                return false;
            }
        }

        return true;
    }
}
