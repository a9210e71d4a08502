using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>One activation. Frames lie on the thread's own array, so capturing a stack is copying it.</summary>
public unsafe struct Frame
{
    /// <summary>What runs.</summary>
    public CompiledCode Code;

    /// <summary>The block being run; null for methods and bodies.</summary>
    public ProcObject? Closure;

    /// <summary>Innermost captured variables: this frame's own or, until it makes some, its closure's; null when there are none.</summary>
    public EnvironmentObject? Environment;

    /// <summary>Next instruction, saved whenever the frame is not on top or may be unwound.</summary>
    public Instruction* Ip;

    /// <summary>Index of R[0] on the value stack.</summary>
    public int Base;

    /// <summary>What happens on return.</summary>
    public FrameFlags Flags;

    /// <summary>Identity for blocks that want to come back; 0 until one is made.</summary>
    public int Token;

    /// <summary>Arguments passed, for messages and implicit super.</summary>
    public int ArgumentCount;
}
