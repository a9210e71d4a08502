using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gem.Vm.Bytecode;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// One line of execution, a thread's own or a fiber's: a value stack with windows, a frame array beside it, and what C#
/// needs to call the guest. A thread's stacks have their full size, a fiber's grow up to it; running past that raises
/// SystemStackError.
/// </summary>
public sealed unsafe partial class VmThread
{
    private const int NativeReserveBytes = 256 * 1024;

    private nuint _nativeLimit;
    private HashSet<HeapObject>? _visiting;
    private MatchTable? _matches;

    /// <summary>A thread's own line of execution, with stacks of full size. Its native stack is the one that constructs it.</summary>
    public VmThread(VirtualMachine vm)
        : this(vm, MostValues, MostFrames)
    {
        BeginNativeStack();
        Owner = new ThreadObject(this);
    }

    /// <summary>The VM.</summary>
    public VirtualMachine Vm { get; }

    /// <summary>The thread that this is a part of.</summary>
    public ThreadObject Owner { get; }

    /// <summary>Index of the running frame; 0 when none runs.</summary>
    public int FrameIndex;

    /// <summary>An unwinding on its way, to be taken up by the interpreter.</summary>
    public Unwinding? Pending;

    /// <summary>Objects that inspect and its like are looking at, so that they notice one that holds itself.</summary>
    public HashSet<HeapObject> Visiting => _visiting ??= new(ReferenceEqualityComparer.Instance);

    /// <summary>$!.</summary>
    public Value ErrorInfo = Value.Nil;

    /// <summary>$~: the last match of the running method, or nil.</summary>
    public Value LastMatch
    {
        get => _matches?.Get() ?? Value.Nil;
        set => (_matches ??= new MatchTable(this)).Set(value);
    }

    /// <summary>The last matches of all methods that run here, each with its frame and the frame's token.</summary>
    internal List<(int Frame, int Token, Value Match)> Matches() => _matches?.All() ?? [];

    /// <summary>Gives a frame that has come back its last match.</summary>
    internal void AddMatch(int frame, int token, Value match) => (_matches ??= new MatchTable(this)).Add(frame, token, match);

    /// <summary>Not 0 when something waits for the next poll.</summary>
    public volatile int Interrupt = 1;

    /// <summary>The fiber that runs here; null in a thread whose own fiber nobody asked for.</summary>
    internal FiberObject? Fiber;

    /// <summary>The native stack on which a primitive of this line stands; null when none does.</summary>
    internal NativeCarrier? Carrier;

    /// <summary>
    /// First frame of the innermost run. Above 1 C# stands between this line's frames, and it can't be left for another
    /// fiber but on a native stack of its own.
    /// </summary>
    internal int EntryFrame;

    /// <summary>True in <c>Maglev.persistent</c>: definitions go to the repository.</summary>
    public bool IsPersistentMode;

    /// <summary>Whether classes first opened in persistent mode get persistable instances.</summary>
    public bool InstancesPersistable = true;

    /// <summary>True while a trace's hook runs: what it does is not traced.</summary>
    public bool IsInTraceHook;

    /// <summary>Shape of a plain array, for the element instructions.</summary>
    internal int ArrayShape;

    /// <summary>Header of a new block.</summary>
    internal long ProcHeader;

    /// <summary>First free value above what C# has put on the stack; windows of nested calls begin there.</summary>
    internal int NativeTop;

    /// <summary>Where a window for a call from C# may begin.</summary>
    internal int NextBase
    {
        get
        {
            if (FrameIndex == 0)
            {
                return NativeTop;
            }

            ref Frame top = ref Frames[FrameIndex];
            return Math.Max(top.Base + top.Code.FrameSize, NativeTop);
        }
    }

    /// <summary>A token for a frame that a block wants to come back to.</summary>
    internal int TokenOf(ref Frame frame) => frame.Token != 0 ? frame.Token : frame.Token = Vm.NextFrameToken();

    /// <summary>Stack index of a primitive's window.</summary>
    internal int WindowOf(in Arguments arguments)
    {
        ref Value self = ref Unsafe.AsRef(in arguments.Window);
        return (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(Stack), ref self) / Unsafe.SizeOf<Value>());
    }

    /// <summary>Calls a method in Ruby's environment; private methods too.</summary>
    public Value Send(Value receiver, SymbolObject selector, params ReadOnlySpan<Value> arguments) =>
        Send(receiver, selector, 1, null, arguments);

    /// <summary>Calls a method with a block in an environment; private methods too.</summary>
    public Value Send(Value receiver, SymbolObject selector, int environment, ProcObject? block, params ReadOnlySpan<Value> arguments)
    {
        int window = PlaceWindow(receiver, block, arguments);
        int oldTop = NativeTop;
        NativeTop = window + 2 + arguments.Length;
        try
        {
            return Finish(Calls.SendSelector(this, selector, window, arguments.Length, CallFlags.SelfCall, environment));
        }
        finally
        {
            NativeTop = oldTop;
        }
    }

    /// <summary>Calls a method that was found without arguments.</summary>
    internal Value SendTo(MethodEntry method, Value receiver)
    {
        int window = PlaceWindow(receiver, null, []);
        int oldTop = NativeTop;
        NativeTop = window + 2;
        try
        {
            return Finish(Calls.Invoke(this, method.Code(Vm), window, 0, false));
        }
        finally
        {
            NativeTop = oldTop;
        }
    }

    /// <summary>Calls a block with one argument.</summary>
    public Value Yield(ProcObject block, Value argument) => Yield(block, new ReadOnlySpan<Value>(in argument));

    /// <summary>Calls a block.</summary>
    public Value Yield(ProcObject block, params ReadOnlySpan<Value> arguments)
    {
        int window = PlaceWindow(Value.Nil, null, arguments);
        int oldTop = NativeTop;
        NativeTop = window + 2 + arguments.Length;
        try
        {
            return Finish(Calls.CallOrSend(this, block, window, arguments.Length, false));
        }
        finally
        {
            NativeTop = oldTop;
        }
    }

    /// <summary>Runs a body (a file, an eval) with self and returns its value.</summary>
    public Value RunBody(CompiledCode body, Value self, ProcObject? closure = null)
    {
        int window = PlaceWindow(self, null, []);
        int oldTop = NativeTop;
        NativeTop = window + 2;
        try
        {
            Calls.PushFrame(this, body, window, 0, closure, FrameFlags.None);
            return Finish(new Value(Tags.Control, 0));
        }
        finally
        {
            NativeTop = oldTop;
        }
    }

    /// <summary>An error to throw.</summary>
    public GuestException Error(ClassObject @class, string message) => Vm.Error(@class, message);

    /// <summary>Tells the user about something doubtful, with the line where the program stands.</summary>
    public void Warn(string message)
    {
        BacktraceEntry[] where = Backtraces.Capture(this);
        int at = Math.Max(0, Array.FindIndex(where, entry => !entry.IsKernel));
        string place = where.Length == 0 ? "" : $"{where[at].File}:{where[at].Line}: ";
        Vm.WarningSink?.Invoke(this, $"{place}warning: {message}");
    }

    /// <summary>True when a value answers to a public method.</summary>
    public bool RespondsTo(Value value, SymbolObject selector, int environment = 1) =>
        Vm.Methods.Find(Vm.ClassOf(value), selector, environment) is { Visibility: Visibility.Public };

    /// <summary>What inspect says, as text; for messages, so it never throws.</summary>
    public string InspectText(Value value)
    {
        try
        {
            return Send(value, Vm.Selectors.Inspect).Ref is StringObject text ? text.ToString() : "?";
        }
        catch (Exception error) when (error is GuestException or UnwindException)
        {
            return "#<" + Vm.Hierarchy.RealClass(Vm.ClassOf(value)) + ">";
        }
    }

    /// <summary>Has an action run at the thread's next poll; from any native thread.</summary>
    public void Post(Action<VmThread> action) => Owner.Post(action);

    /// <summary>Runs what was posted; an action may throw into the guest program.</summary>
    internal void RunPendingActions() => Owner.RunPendingActions(this);

    /// <summary>This line is the first on the native stack that calls this.</summary>
    internal void BeginNativeStack()
    {
        nint here;
        _nativeLimit = (nuint)(&here) - (nuint)(NativeStack.SizeBytes - NativeReserveBytes);
    }

    /// <summary>This line goes on, on the native stack of another.</summary>
    internal void MoveToStackOf(VmThread other) => _nativeLimit = other._nativeLimit;

    /// <summary>Completes a call that C# has begun: runs the frame it pushed, if it pushed one.</summary>
    internal Value Finish(Value result)
    {
        if (result.Ref != Tags.Control)
        {
            return result;
        }

        if (Pending is { } unwinding)
        {
            Pending = null;
            throw new UnwindException(unwinding);
        }

        CheckNativeStack();
        Frames[FrameIndex].Flags |= FrameFlags.Entry;
        return Execution.Run(this, FrameIndex);
    }

    /// <summary>The error for a stack that is full.</summary>
    internal GuestException StackOverflow() => Error(Vm.Classes.SystemStackError, "stack level too deep");

    private int PlaceWindow(Value receiver, ProcObject? block, ReadOnlySpan<Value> arguments)
    {
        int window = NextBase;
        EnsureStack(window + 2 + arguments.Length);
        Stack[window] = receiver;
        Stack[window + 1] = block is null ? Value.NoBlock : new Value(block, 0);
        arguments.CopyTo(Stack.AsSpan(window + 2));
        return window;
    }

    internal void CheckNativeStack()
    {
        nint here;
        if ((nuint)(&here) < _nativeLimit)
        {
            throw StackOverflow();
        }
    }
}
