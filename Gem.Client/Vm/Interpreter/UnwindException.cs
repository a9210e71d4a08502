namespace Gem.Vm.Interpreter;

/// <summary>An unwinding that leaves a nested run of the interpreter: crosses the C# frames in between.</summary>
public sealed class UnwindException(Unwinding unwinding) : Exception("guest unwinding")
{
    /// <summary>What is unwinding.</summary>
    public Unwinding Unwinding { get; } = unwinding;
}
