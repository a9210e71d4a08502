using System.Runtime.CompilerServices;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Environments of captured variables.</summary>
internal static class Captures
{
    /// <summary>An environment for a frame, inside of the one it has: its closure's.</summary>
    public static EnvironmentObject Create(VmThread thread, ref Frame frame, int variableCount) =>
        thread.Vm.Adopt(new EnvironmentObject(variableCount, frame.Environment), thread.Vm.Classes.Environment);

    /// <summary>The variable at an index, so many environments out; perhaps unfaulted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Value Slot(ref Frame frame, int depth, int index) => ref EnvironmentAt(ref frame, depth).Variables[index];

    /// <summary>The same, to be written: through the write barrier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Value SlotForWriting(VmThread thread, ref Frame frame, int depth, int index)
    {
        EnvironmentObject environment = EnvironmentAt(ref frame, depth);
        thread.Vm.WillWrite(environment);
        return ref environment.Variables[index];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static EnvironmentObject EnvironmentAt(ref Frame frame, int depth)
    {
        EnvironmentObject environment = frame.Environment!;
        for (; depth > 0; depth--)
        {
            environment = environment.Parent!;
        }

        return environment;
    }
}
