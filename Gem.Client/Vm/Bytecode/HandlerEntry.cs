namespace Gem.Vm.Bytecode;

/// <summary>
/// One line of a code's exception table: while the pc is in [Start, End), an unwinding jumps to Target with what is
/// unwinding in register Register. Inner ranges stand before outer ones.
/// </summary>
/// <param name="Start">First instruction covered.</param>
/// <param name="End">First instruction no longer covered.</param>
/// <param name="Target">First instruction of the handler.</param>
/// <param name="Register">Where the exception (rescue) or the unwinding (ensure) goes; for error info, where $! comes from.</param>
/// <param name="Kind">What it does.</param>
public readonly record struct HandlerEntry(int Start, int End, int Target, int Register, HandlerKind Kind)
{
    /// <summary>True for a frame that waits at, or runs, the instruction.</summary>
    public bool Covers(int pc) => pc >= Start && pc < End;
}
