namespace Gem.Vm.Bytecode;

/// <summary>What a line of an exception table does. Written in records: the numbers are frozen.</summary>
public enum HandlerKind : byte
{
    /// <summary>Takes exceptions.</summary>
    Rescue = 0,

    /// <summary>Takes every unwinding and must end in EndEnsure.</summary>
    Ensure = 1,

    /// <summary>Takes nothing: a jump that leaves the range sets $! to what the register holds. The target means nothing.</summary>
    ErrorInfo = 2,
}
