using Gem.Vm.Values;

namespace Kernel.Ruby.Interactive;

/// <summary>What is known of the receiver before a dot.</summary>
/// <param name="Class">Its class; null when nothing is known.</param>
/// <param name="Value">The receiver itself; nil for a literal, which is not made.</param>
internal readonly record struct Receiver(ClassObject? Class, Value Value)
{
    /// <summary>It is <c>self</c>: private methods may be called.</summary>
    public bool IsSelf { get; init; }

    /// <summary>There is none: two colons begin the path.</summary>
    public bool IsTopLevel { get; init; }
}
