using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>The named variables of a frame, as a debugger shows them.</summary>
public static class FrameLocals
{
    /// <summary>Names and values of the variables that a frame's own code declares.</summary>
    public static IEnumerable<(SymbolObject Name, Value Value)> Of(VmThread line, int index)
    {
        Frame frame = line.Frames[index];
        bool[] written = WrittenRegisters.Before(frame.Code, PositionOf(frame));
        bool hasEnvironment = frame.Environment is not null && frame.Environment != frame.Closure?.Environment;
        foreach (LocalVariable local in frame.Code.Locals)
        {
            if (!local.IsCaptured)
            {
                Value value = line.Stack[frame.Base + local.Index];
                yield return (local.Name, written[local.Index] && !value.IsUndefined ? value : Value.Nil);
            }
            else if (hasEnvironment)
            {
                yield return (local.Name, line.Vm.Load(ref frame.Environment!.Variables[local.Index]));
            }
        }
    }

    private static unsafe int PositionOf(Frame frame) => Math.Max(0, (int)(frame.Ip - frame.Code.Entry) - 1);
}
