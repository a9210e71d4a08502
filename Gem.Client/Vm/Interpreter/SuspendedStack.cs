using Gem.Vm.Bytecode;
using Gem.Vm.Memory;
using Gem.Vm.Tracing;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// A line of execution that waits for the result of a call, as data: its frames, their registers, its $! and matches. In memory
/// it is held as its record says it, and part of the record of a fiber or continuation. Frames name their code, its bytecode version and
/// their instruction: where the code has been compiled by another version since, the stack is refused.
/// <code>
/// references  $!, then for each frame: code, closure, the closure's method, environment, registers; exception and result of each
///             unwinding; matches
/// bytes       mode, count of frames, then for each: version, instruction, base, flags, token, arguments, registers;
///             unwindings: count, then register, target frame, kind of each; matches: count, then frame and token of each
/// </code>
/// </summary>
internal sealed class SuspendedStack
{
    private const byte PersistentMode = 1, InstancesPersistable = 2;

    /// <summary>What a frame's flags say of this VM's traces.</summary>
    private const FrameFlags OfTraces = FrameFlags.Traced | FrameFlags.ForPrimitive;

    private readonly Value[] _references;
    private readonly byte[] _bytes;

    private SuspendedStack(Value[] references, byte[] bytes)
    {
        _references = references;
        _bytes = bytes;
    }

    /// <summary>Takes down where a line stands: its top frame waits for the result of a call.</summary>
    public static SuspendedStack Take(VmThread line)
    {
        HeldRecord record = new(line.Vm);
        record.Reference(line.ErrorInfo);
        record.Byte((byte)((line.IsPersistentMode ? PersistentMode : 0) | (line.InstancesPersistable ? InstancesPersistable : 0)));
        record.Number(line.FrameIndex);
        List<(int Register, Unwinding Unwinding)> unwindings = [];
        for (int i = 1; i <= line.FrameIndex; i++)
        {
            WriteFrame(record, line, i, unwindings);
        }

        record.Number(unwindings.Count);
        foreach ((int register, Unwinding unwinding) in unwindings)
        {
            record.Number(register);
            unwinding.Write(record);
        }

        List<(int Frame, int Token, Value Match)> matches = line.Matches();
        record.Number(matches.Count);
        foreach ((int frame, int token, Value match) in matches)
        {
            record.Number(frame);
            record.Int32(token);
            record.Reference(match);
        }

        return new SuspendedStack(record.References, record.Content);
    }

    /// <summary>Reads what is left of a record.</summary>
    public static SuspendedStack Read(ref RecordReader reader) => new(reader.RestOfReferences(), reader.RestOfBytes().ToArray());

    /// <summary>Ends a record.</summary>
    public void Write(RecordWriter writer)
    {
        foreach (Value reference in _references)
        {
            writer.Reference(reference);
        }

        writer.Bytes(_bytes);
    }

    /// <summary>Lets go the objects that can be read again.</summary>
    public void Unfault() => Unfaulting.Slots(_references);

    /// <summary>Adds the ids of its unfaulted references.</summary>
    public void AddUnfaulted(List<ulong> ids) => Unfaulting.AddIds(_references, ids);

    /// <summary>Why a line is more than data, as the rest of a sentence that begins with what it belongs to; null when it is not.</summary>
    public static string? ObstacleIn(VmThread line)
    {
        for (int i = line.FrameIndex; i > 1; i--)
        {
            if ((line.Frames[i].Flags & FrameFlags.Entry) != 0)
            {
                return $"waits within {Backtraces.CalledAt(line, i - 1)?.MethodLabel ?? "a primitive"}, which is not code that can be committed";
            }
        }

        return line.Carrier is null ? null : "waits within a primitive, which is not code that can be committed";
    }

    /// <summary>Makes a line stand there. Nothing of the line has changed when it throws.</summary>
    /// <exception cref="GuestException">RuntimeError: a method was compiled by another version of this program since.</exception>
    public unsafe void PutInto(VmThread line)
    {
        RecordReader reader = new(line.Vm, _references, _bytes);
        Value errorInfo = reader.Reference();
        byte mode = reader.Byte();
        Frame[] frames = new Frame[reader.Number()];
        Value[] values = [];
        for (int i = 0; i < frames.Length; i++)
        {
            ReadFrame(line, ref reader, ref frames[i], ref values);
        }

        for (int left = reader.Number(); left > 0; left--)
        {
            int register = reader.Number();
            values[register] = new Value(Unwinding.Read(ref reader), 0);
        }

        line.FrameIndex = 0;
        foreach (ref Frame frame in frames.AsSpan())
        {
            line.EnsureFrame(frame.Base + frame.Code.FrameSize);
            line.Frames[++line.FrameIndex] = frame;
        }

        values.AsSpan(0, Math.Min(values.Length, line.Stack.Length)).CopyTo(line.Stack);
        line.ErrorInfo = errorInfo;
        line.IsPersistentMode = (mode & PersistentMode) != 0;
        line.InstancesPersistable = (mode & InstancesPersistable) != 0;
        for (int left = reader.Number(); left > 0; left--)
        {
            line.AddMatch(reader.Number(), reader.Int32(), reader.Reference());
        }
    }

    private static unsafe void WriteFrame(HeldRecord record, VmThread line, int index, List<(int Register, Unwinding Unwinding)> unwindings)
    {
        ref Frame frame = ref line.Frames[index];
        record.Object(frame.Code);
        record.Object(frame.Closure);
        record.Object(frame.Closure?.MethodCode);
        record.Object(frame.Environment);
        record.Number(frame.Code.Root.Version);
        record.Number((int)(frame.Ip - frame.Code.Entry));
        record.Number(frame.Base);
        record.Int32((int)(frame.Flags & ~OfTraces));
        record.Int32(frame.Token);
        record.Number(frame.ArgumentCount);
        int end = EndOf(line, index);
        record.Number(end - frame.Base);
        bool[] written = WrittenRegisters.Before(frame.Code, (int)(frame.Ip - frame.Code.Entry) - 1);
        for (int i = frame.Base; i < end; i++)
        {
            Value value = i - frame.Base < written.Length && !written[i - frame.Base] ? Value.Nil : line.Stack[i];
            if (value.Ref is Unwinding unwinding)
            {
                unwindings.Add((i, unwinding));
            }

            record.Reference(value.Ref is Unwinding || value.Ref == Tags.Control ? Value.Nil : value);
        }
    }

    /// <summary>
    /// Where a frame's registers end: the window of the call it waits for is the callee's.
    /// </summary>
    private static unsafe int EndOf(VmThread line, int index)
    {
        ref Frame frame = ref line.Frames[index];
        if (index < line.FrameIndex)
        {
            return line.Frames[index + 1].Base;
        }

        Instruction* call = frame.Ip - 1;
        bool isSend = call >= frame.Code.Entry && TraceMarks.Plain(call->Op) is Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf or Opcode.SendSuper;
        return frame.Base + (isSend ? call->C : frame.Code.FrameSize);
    }

    private static unsafe void ReadFrame(VmThread line, ref RecordReader reader, ref Frame frame, ref Value[] values)
    {
        frame.Code = (CompiledCode)reader.Object()!;
        frame.Closure = (ProcObject?)reader.Object();
        CompiledCode? method = (CompiledCode?)reader.Object();
        if (frame.Closure is { } closure)
        {
            closure.MethodCode ??= method;
        }

        frame.Environment = (EnvironmentObject?)reader.Object();
        int version = reader.Number();
        if (version != frame.Code.Root.Version)
        {
            throw line.Error(
                line.Vm.Classes.RuntimeError,
                $"can't go on in {frame.Code}: it was compiled again by another version of this program (bytecode {version}, now {frame.Code.Root.Version})");
        }

        frame.Ip = frame.Code.Entry + reader.Number();
        frame.Base = reader.Number();
        frame.Flags = (FrameFlags)reader.Int32();
        frame.Token = reader.Int32();
        frame.ArgumentCount = reader.Number();
        int kept = values.Length;
        int needed = frame.Base + frame.Code.FrameSize;
        if (needed > kept)
        {
            Array.Resize(ref values, Math.Max(needed, 2 * kept));
            values.AsSpan(kept).Fill(Value.Nil);
        }

        for (int i = frame.Base, end = i + reader.Number(); i < end; i++)
        {
            values[i] = reader.Reference();
        }
    }
}
