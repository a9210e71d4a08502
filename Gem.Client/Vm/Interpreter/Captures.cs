using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Environments of captured variables.</summary>
internal static class Captures
{
    /// <summary>An environment for a frame, inside of its closure's.</summary>
    public static EnvironmentObject Create(VmThread thread, ref Frame frame, int variableCount) =>
        thread.Vm.Adopt(new EnvironmentObject(variableCount, frame.Closure?.Environment), thread.Vm.Classes.Environment);

    /// <summary>Writes a captured variable through the write barrier (a committed Proc's environment is persistent).</summary>
    public static void Write(VmThread thread, ref Frame frame, int depth, int index, Value value)
    {
        EnvironmentObject environment = frame.Environment ?? frame.Closure!.Environment!;
        for (; depth > 0; depth--)
        {
            environment = environment.Parent!;
        }

        thread.Vm.WillWrite(environment);
        environment.Variables[index] = value;
    }
}
