using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Tracing;

/// <summary>
/// Tells hooks of events. Where events come from: marked instructions (lines, the beginning and end of methods, blocks and
/// bodies), <see cref="Calls"/> (kernel methods without frames), <see cref="Unwinder"/> (exceptions, frames that are left
/// by them).
/// </summary>
public sealed unsafe partial class Tracer(VirtualMachine vm)
{
    private readonly TraceMarks _marks = new();
    private readonly List<WaitingPrimitive> _primitives = [];
    private TraceHook[] _hooks = [];
    private TraceEvents _events;

    /// <summary>True while calls and code are traced.</summary>
    public bool IsMarking { get; private set; }

    /// <summary>True while a hook waits for exceptions.</summary>
    public bool AwaitsExceptions => (_events & TraceEvents.Raise) != 0;

    /// <summary>True while a hook waits for compilations.</summary>
    public bool AwaitsScripts => (_events & TraceEvents.ScriptCompiled) != 0;

    /// <summary>Adds a hook; the frames of a thread are traced from here on.</summary>
    public void Add(VmThread thread, TraceHook hook)
    {
        _hooks = [.. _hooks, hook];
        Adapt(thread);
    }

    /// <summary>Takes the hook with a key away.</summary>
    public void Remove(VmThread thread, object key)
    {
        _hooks = Array.FindAll(_hooks, other => other.Key != key);
        Adapt(thread);
    }

    /// <summary>Code of which a frame was pushed, or is about to be.</summary>
    internal void Pushed(CompiledCode code) => _marks.Apply(code);

    /// <summary>A line goes on that stood while tracing began: its frames have been entered already.</summary>
    internal void MarkFrames(VmThread line)
    {
        for (int i = 1; i <= line.FrameIndex; i++)
        {
            line.Frames[i].Flags |= FrameFlags.Traced;
            Pushed(line.Frames[i].Code);
        }
    }

    /// <summary>A marked instruction is about to run: tells what that means, answers it without mark.</summary>
    internal Instruction Reached(VmThread thread, ref Frame frame, Instruction instruction)
    {
        instruction.Op = TraceMarks.Plain(instruction.Op);
        if (instruction.Op == Opcode.Yield && Calls.MethodBlockOf(thread, ref frame).Ref is ProcObject block)
        {
            Pushed(vm.Fresh(block).Code);
        }

        if (thread.IsInTraceHook)
        {
            return instruction;
        }

        int pc = (int)(frame.Ip - frame.Code.Entry) - 1;
        if (pc == 0 && (frame.Flags & FrameFlags.Traced) == 0)
        {
            frame.Flags |= FrameFlags.Traced;
            Entered(thread, ref frame);
        }

        if (!frame.Code.IsKernel)
        {
            Line(thread, ref frame, pc);
            if (OperatorGeneralisation.IsOperator(instruction.Op))
            {
                instruction.Op = (Opcode)((int)instruction.Op + OperatorGeneralisation.General);
            }
        }

        if (instruction.Op == Opcode.Return)
        {
            Leaving(thread, ref frame, thread.Stack[frame.Base + instruction.A]);
        }

        return instruction;
    }

    private void Adapt(VmThread thread)
    {
        _events = TraceEvents.None;
        foreach (TraceHook hook in _hooks)
        {
            _events |= hook.Events;
        }

        bool marks = (_events & TraceEvents.Marked) != 0;
        if (marks == IsMarking)
        {
            return;
        }

        IsMarking = marks;
        if (!marks)
        {
            _marks.Clear();
            return;
        }

        vm.Invalidation.EmptySendCaches();
        MarkFrames(thread);
        foreach (ThreadObject other in vm.Threads.Alive)
        {
            MarkFrames(other.Current);
        }
    }

    private void Tell(VmThread thread, CompiledCode? code, TraceRecord record)
    {
        foreach (TraceHook hook in _hooks)
        {
            if (!thread.IsInTraceHook && hook.Accepts(thread, record.Event, code, record.Line) && Array.IndexOf(_hooks, hook) >= 0)
            {
                thread.IsInTraceHook = true;
                try
                {
                    hook.Handler(thread, record);
                }
                finally
                {
                    thread.IsInTraceHook = false;
                }
            }
        }
    }

    private bool Awaits(VmThread thread, TraceEvents events) => (_events & events) != 0 && !thread.IsInTraceHook;

    /// <summary>A kernel method in whose stead the frame at an index answers. A class: a list of structs is compiled in each process.</summary>
    private sealed record WaitingPrimitive(int FrameIndex, CompiledCode Primitive, Value Receiver);
}
