using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Instructions behind <see cref="Opcode.Extended"/>, in code with more caches, literals or captured variables than an
/// operand of 16 bits counts: what the dispatch loop does for them, without its fast paths.
/// </summary>
internal static class ExtendedInstructions
{
    /// <summary>
    /// Runs one with its own index; answers as the deliver step of the loop wants it. One without a result answers its
    /// register A as it is.
    /// </summary>
    public static Value Run(VmThread thread, ref Frame frame, Instruction instruction, int index)
    {
        CompiledCode code = frame.Code;
        Span<Value> window = thread.Stack.AsSpan(frame.Base, code.FrameSize);
        switch (instruction.Op)
        {
            case Opcode.Send:
                window[instruction.C + 1] = Value.NoBlock;
                return Calls.Send(thread, code.SendCaches[index], frame.Base + instruction.C, code.EnvironmentId);
            case Opcode.SendSelf:
                window[instruction.C] = window[0];
                window[instruction.C + 1] = Value.NoBlock;
                return Calls.Send(thread, code.SendCaches[index], frame.Base + instruction.C, code.EnvironmentId);
            case Opcode.SendWithBlock:
                return Calls.Send(thread, code.SendCaches[index], frame.Base + instruction.C, code.EnvironmentId);
            case Opcode.SendSuper:
                return Calls.SendSuper(thread, code.SendCaches[index], frame.Base + instruction.C);
            case Opcode.Yield:
                return Calls.Yield(thread, code.SendCaches[index], frame.Base + instruction.C);
            case Opcode.CallBlock:
                return Calls.CallValue(thread, code.SendCaches[index], frame.Base + instruction.C, code.EnvironmentId);
            case Opcode.InterpolationToString:
                return Literals.ToStringSend(thread, code.SendCaches[index], frame.Base + instruction.C, code.EnvironmentId);
            case Opcode.Not:
                return Operators.Not(thread, code.SendCaches[index], window[instruction.C]);
            case Opcode.GetInstanceVariable:
                return SlotAccess.GetAndCache(thread, window[0], code.SlotCaches[index]);
            case Opcode.SetInstanceVariable:
                SlotAccess.SetAndCache(thread, window[0], code.SlotCaches[index], window[instruction.A]);
                return window[instruction.A];
            case Opcode.GetScopedConstant:
                return ConstantAccess.GetScoped(thread, window[instruction.C], code.ConstantCaches[index]);
            case Opcode.SetConstant:
                ConstantAccess.Set(thread, window[instruction.C], Literals.Symbol(code, index), window[instruction.A]);
                return window[instruction.A];
            case Opcode.GetCaptured:
                return thread.Vm.Load(ref Captures.Slot(ref frame, instruction.B, index));
            case Opcode.SetCaptured:
                return Captures.SlotForWriting(thread, ref frame, instruction.B, index) = window[instruction.A];
            default:
                return RunDefinition(thread, ref frame, instruction, index);
        }
    }

    private static Value RunDefinition(VmThread thread, ref Frame frame, Instruction instruction, int index)
    {
        CompiledCode code = frame.Code;
        ref Value result = ref thread.Stack[frame.Base + instruction.A];
        switch (instruction.Op)
        {
            case Opcode.Defined:
                return DefinedTests.Answer(thread, ref frame, (DefinedKind)instruction.B, code.Literals[index], result);
            case Opcode.Destructure:
                Literals.Destructure(thread, frame.Base + instruction.A, thread.Stack[frame.Base + instruction.B], code.Literals[index].Bits);
                return result;
            case Opcode.DefineSingletonMethod:
                return Definitions.DefineSingletonMethod(thread, thread.Stack[frame.Base + instruction.C], Literals.Code(thread, code, index));
            case Opcode.OpenClass:
                return Definitions.OpenClass(thread, Literals.Code(thread, code, index), frame.Base + instruction.C);
            case Opcode.OpenModule:
                return Definitions.OpenModule(thread, Literals.Code(thread, code, index), frame.Base + instruction.C);
            case Opcode.OpenSingletonClass:
                return Definitions.OpenSingletonClass(thread, Literals.Code(thread, code, index), frame.Base + instruction.C);
            default:
                throw new InvalidOperationException($"{instruction.Op} has no index");
        }
    }
}
