using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Environments of captured variables.</summary>
internal static class Captures
{
    /// <summary>An environment for a frame, inside of the one it has: its closure's.</summary>
    public static EnvironmentObject Create(VmThread thread, ref Frame frame, int variableCount) =>
        thread.Vm.Adopt(new EnvironmentObject(variableCount, frame.Environment), thread.Vm.Classes.Environment);
}
