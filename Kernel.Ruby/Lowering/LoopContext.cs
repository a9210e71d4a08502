using Gem.Vm.Lowering;

namespace Kernel.Ruby.Lowering;

/// <summary>A while or until loop.</summary>
internal sealed class LoopContext(int result) : ControlContext
{
    /// <summary>Where break goes on.</summary>
    public Label Break { get; } = new();

    /// <summary>Where next goes on: the test.</summary>
    public Label Next { get; } = new();

    /// <summary>Where redo goes on: the body.</summary>
    public Label Redo { get; } = new();

    /// <summary>Register for the loop's value, -1 when it is not used.</summary>
    public int Result { get; } = result;
}
