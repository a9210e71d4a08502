using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Gem.Vm.Bytecode;
using Gem.Vm.Tracing;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>The threads of a VM: their beginning and their end.</summary>
public sealed class GuestThreads
{
    private readonly VirtualMachine _vm;
    private readonly ConditionalWeakTable<HeapObject, LockState> _locks = [];

    /// <summary>A VM with its main thread.</summary>
    internal GuestThreads(VirtualMachine vm, ThreadObject main)
    {
        _vm = vm;
        Main = main;
        Alive = [main];
    }

    /// <summary>The thread that runs the program; the VM ends with it.</summary>
    public ThreadObject Main { get; }

    /// <summary>Threads that have begun and not ended.</summary>
    public List<ThreadObject> Alive { get; }

    /// <summary>Told of each thread that has ended, on that thread, before those that wait for its end.</summary>
    public Action<VmThread>? Ended { get; set; }

    /// <summary>Whether each exception keeps the stack that raised it, as a thread at rest, for who looks at it later.</summary>
    public bool KeepsStacks { get; set; }

    /// <summary>What a deadlock raises in the main thread.</summary>
    public Func<VmThread, Value>? Deadlock { get; set; }

    /// <summary>The state of an object as a lock; made when it is first asked for.</summary>
    public LockState LockOf(HeapObject body) => _locks.GetValue(body, static body => new LockState(body));

    /// <summary>The objects that threads hold as locks.</summary>
    public IEnumerable<HeapObject> Locked => Alive.SelectMany(static thread => thread.HeldLocks).Select(static held => held.Body);

    /// <summary>Runs a block on a thread that has not begun.</summary>
    public void Start(VmThread creator, ThreadObject thread, ProcObject block, ReadOnlySpan<Value> arguments)
    {
        _vm.Lock.Share();
        thread.Begin(new VmThread(thread, creator) { IsPersistentMode = false, InstancesPersistable = false }, block);
        Alive.Add(thread);
        Value[] passed = arguments.ToArray();
        Start(thread, line =>
        {
            thread.RunPendingActions(line);
            return line.Yield(block, passed);
        });
    }

    /// <summary>
    /// Has a new thread go on where one at rest stands: the call it waits for answers a value, or raises an interrupt (unless
    /// that is Undefined). With <paramref name="leavesKernel"/> it is the program's call that answers, and what the kernel does for it is left.
    /// </summary>
    /// <exception cref="GuestException">ThreadError: it can only be looked at. RuntimeError: its code was compiled again.</exception>
    public ThreadObject GoOn(VmThread creator, ThreadObject atRest, Value answer, Value interrupt, bool leavesKernel)
    {
        if (atRest.Hindrance.Length > 0)
        {
            throw creator.Error(_vm.Classes.ThreadError, $"the thread can't go on: it {atRest.Hindrance}");
        }

        ThreadObject thread = new();
        Shapes.Shape shape = _vm.Shapes[atRest.ShapeId];
        thread.SetShape(_vm.Shapes.Of(_vm.Hierarchy.RealClass(shape.Class), shape.Names, 0).Id);
        thread.Overflow = (Value[]?)atRest.Overflow?.Clone();
        _vm.Memory.Copied(atRest, thread);
        VmThread root = new(thread, creator);
        atRest.Stack!.PutInto(root);
        _vm.Lock.Share();
        thread.Begin(root, atRest.Block);
        if (!atRest.Locals.IsNil)
        {
            thread.Locals = atRest.Locals;
        }

        Alive.Add(thread);
        Start(thread, line =>
        {
            int target = leavesKernel ? ProgramFrame(line) : line.FrameIndex;
            if (!interrupt.IsUndefined)
            {
                line.Pending = Unwinder.Raise(line, interrupt);
            }
            else if (target < line.FrameIndex || AwaitsResult(line))
            {
                Unwinder.LeaveTo(line, target, returnsFromTarget: false, answer);
            }

            return Execution.Run(line, 1);
        });
        return thread;
    }

    /// <summary>
    /// Whether the instruction at which a line's top frame stands has a result. One that was interrupted at a jump or before its first
    /// instruction, or whose assignment was refused, goes on behind it.
    /// </summary>
    private static unsafe bool AwaitsResult(VmThread line)
    {
        ref Frame frame = ref line.Frames[line.FrameIndex];
        return frame.Ip > frame.Code.Entry && WrittenRegisters.HasResult(TraceMarks.Plain((frame.Ip - 1)->Op));
    }

    /// <summary>The innermost frame that is not the kernel's; without any the innermost.</summary>
    private static int ProgramFrame(VmThread line)
    {
        int index = line.FrameIndex;
        while (index > 0 && line.Frames[index].Code.IsKernel)
        {
            index--;
        }

        return index > 0 ? index : line.FrameIndex;
    }

    /// <summary>Ends all threads but the main one, which runs this, and waits for them.</summary>
    public void EndOthers(VmThread main)
    {
        while (Alive.Find(thread => thread != Main) is { } other)
        {
            Interrupt(other, Value.Undefined);
            AwaitEnd(main, other, null);
        }
    }

    /// <summary>Raises an exception in a thread, or ends it (Undefined), as soon as it lets that come.</summary>
    public void Interrupt(ThreadObject target, Value interrupt)
    {
        if (target.State == GuestThreadState.Ended)
        {
            return;
        }

        target.Interrupts.Add(interrupt);
        target.Post(_ => { });
    }

    /// <summary>Waits for a thread's end; false when a limit (null: none) has passed.</summary>
    public bool AwaitEnd(VmThread current, ThreadObject target, TimeSpan? limit)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (target.State != GuestThreadState.Ended)
        {
            TimeSpan? left = limit is { } most ? most - System.Diagnostics.Stopwatch.GetElapsedTime(start) : null;
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            target.Joiners.Add(current.Owner);
            try
            {
                current.Owner.Park(current, left, GuestThreadState.WaitingForThreads);
            }
            finally
            {
                target.Joiners.Remove(current.Owner);
            }
        }

        return true;
    }

    /// <summary>When every thread waits for another: raises that in the main thread.</summary>
    internal void CheckDeadlock()
    {
        if (Deadlock is { } error && Alive.TrueForAll(thread => thread.State == GuestThreadState.WaitingForThreads && !thread.IsWoken))
        {
            Main.Post(thread => throw new UnwindException(Unwinder.Raise(thread, error(thread))));
        }
    }

    private void Start(ThreadObject thread, Func<VmThread, Value> body) =>
        new Thread(() => Run(thread, body), NativeStack.SizeBytes) { IsBackground = true, Name = "guest" }.Start();

    private void Run(ThreadObject thread, Func<VmThread, Value> body)
    {
        VmThread line = thread.Root;
        line.BeginNativeStack();
        _vm.Lock.Acquire(thread);
        try
        {
            thread.Result = body(line);
        }
        catch (Exception error) when (error is UnwindException or GuestException)
        {
            Unwinding unwinding = Unwinder.Of(line, error);
            thread.Failure = unwinding.IsException ? unwinding.Exception : Value.Nil;
        }
        catch (Exception defect)
        {
            // The program ends as it would for a defect on its main thread.
            ExceptionDispatchInfo thrown = ExceptionDispatchInfo.Capture(defect);
            Main.Post(_ => thrown.Throw());
        }

        End(thread, line);
        _vm.Lock.Release();
    }

    private void End(ThreadObject thread, VmThread line)
    {
        while (thread.HeldLocks.Count > 0)
        {
            thread.HeldLocks[^1].ExitWhole(line);
        }

        thread.NoteEnding();
        Ended?.Invoke(line);
        if (thread.IsCommitted && !thread.IsFrozen)
        {
            _vm.WillWrite(thread);
        }

        thread.State = GuestThreadState.Ended;
        Alive.Remove(thread);
        foreach (ThreadObject joiner in thread.Joiners)
        {
            joiner.Wake();
        }
    }
}
