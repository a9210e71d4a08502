using Gem.Vm;

namespace Kernel.Smalltalk.Sources;

/// <summary>A load order that does not fit its folder; the message has one line for each fault and names the file.</summary>
public sealed class LoadOrderException(IReadOnlyList<string> faults) : KernelException(string.Join("\n", faults))
{
    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
