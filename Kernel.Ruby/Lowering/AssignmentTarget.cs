using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>
/// A target of a multiple assignment whose receiver and arguments have been evaluated: Ruby does that from left to right
/// before the value.
/// </summary>
internal sealed class AssignmentTarget(Node? node)
{
    /// <summary>The target; null for a splat without a name.</summary>
    public Node? Node { get; } = node;

    /// <summary>Register of the receiver (attribute, index) or module (constant path).</summary>
    public int Receiver { get; set; }

    /// <summary>Registers of the arguments of an index; of one array of them when <see cref="HasArgumentArray"/>.</summary>
    public int[] Arguments { get; set; } = [];

    /// <summary>True when the arguments of an index are spread from an array.</summary>
    public bool HasArgumentArray { get; set; }

    /// <summary>Register of the block of an index, 0 for none.</summary>
    public int Block { get; set; }

    /// <summary>Targets of a nested one, splat included.</summary>
    public AssignmentTarget[] Parts { get; set; } = [];

    /// <summary>Targets before the splat of a nested one.</summary>
    public int Before { get; set; }

    /// <summary>Targets after the splat of a nested one.</summary>
    public int After { get; set; }

    /// <summary>True when a splat stands between.</summary>
    public bool HasSplat { get; set; }
}
