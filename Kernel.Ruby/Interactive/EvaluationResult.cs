using Gem.Vm.Values;

namespace Kernel.Ruby.Interactive;

/// <summary>What an evaluation came to: a value, or the exception that nobody rescued.</summary>
public readonly record struct EvaluationResult(Value Value, ExceptionObject? Exception)
{
    /// <summary>It raised.</summary>
    public bool IsFailed => Exception is not null;
}
