using Gem.Vm.Lowering;

namespace Kernel.Ruby.Lowering;

/// <summary>A rescue clause: retry goes back to the start of its begin.</summary>
internal sealed class RetryContext(Label start) : ControlContext
{
    /// <summary>Where the protected code begins.</summary>
    public Label Start { get; } = start;
}
