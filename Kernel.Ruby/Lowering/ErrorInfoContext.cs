namespace Kernel.Ruby.Lowering;

/// <summary>Code in which $! is an exception being handled; leaving it restores what $! was.</summary>
internal sealed class ErrorInfoContext(int register) : ControlContext
{
    /// <summary>Register that holds the earlier $!.</summary>
    public int Register { get; } = register;
}
