using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// The general path of sends, block calls and super: resolves, fills caches, binds arguments, and either returns a
/// result or leaves a new frame on top and returns <see cref="Tags.Control"/>.
/// A window is receiver, block, arguments on the value stack.
/// </summary>
internal static unsafe class Calls
{
    private static readonly Value FramePushed = new(Tags.Control, 0);

    /// <summary>A send whose cache missed.</summary>
    public static Value Send(VmThread thread, SendCache site, int window, int environment)
    {
        VirtualMachine vm = thread.Vm;
        ref Value receiver = ref thread.Stack[window];
        int count = site.ArgumentCount;
        if (site.ShapeId == receiver.ShapeId && site.Call == CachedCall.General)
        {
            return Invoke(thread, site.Target!, window, count, false);
        }

        CallFlags flags = site.Flags;
        if ((flags & (CallFlags.Splat | CallFlags.BlockArgument)) != 0)
        {
            count = Expand(thread, ref flags, window, count);
        }

        ClassObject receiverClass = vm.ClassOf(receiver);
        MethodEntry? entry = environment == 1 ? vm.Methods.Find(receiverClass, site.Selector, RefinementsOf(thread)) : vm.Methods.Find(receiverClass, site.Selector, 0);
        if (entry is null || !IsCallable(thread, entry, receiverClass, receiver, flags))
        {
            return DispatchFailures.Missing(thread, entry, site.Selector, window, count, flags, environment);
        }

        CompiledCode code = entry.Code(vm);
        if (site.Flags == CallFlags.None || (site.Flags & (CallFlags.Splat | CallFlags.Keywords | CallFlags.BlockArgument)) == 0)
        {
            if (entry.Visibility != Visibility.Protected)
            {
                Fill(vm, site, receiver.ShapeId, code);
            }
        }

        return Invoke(thread, code, window, count, (flags & CallFlags.Keywords) != 0);
    }

    /// <summary>Refinements that are active in the running code.</summary>
    public static ActiveRefinements? RefinementsOf(VmThread thread) =>
        thread.FrameIndex == 0 ? null : thread.Frames[thread.FrameIndex].Code.Root.Scope?.Refinements;

    /// <summary>A send from C#; with refinements when it stands for one of the running code.</summary>
    public static Value SendSelector(
        VmThread thread, SymbolObject selector, int window, int count, CallFlags flags, int environment, ActiveRefinements? refinements = null)
    {
        VirtualMachine vm = thread.Vm;
        ClassObject receiverClass = vm.ClassOf(thread.Stack[window]);
        MethodEntry? entry = refinements is null ? vm.Methods.Find(receiverClass, selector, environment) : vm.Methods.Find(receiverClass, selector, refinements);
        if (entry is null || !IsCallable(thread, entry, receiverClass, thread.Stack[window], flags))
        {
            return DispatchFailures.Missing(thread, entry, selector, window, count, flags, environment);
        }

        return Invoke(thread, entry.Code(vm), window, count, (flags & CallFlags.Keywords) != 0);
    }

    /// <summary>A super send: the next meaning above the class that owns the running method.</summary>
    public static Value SendSuper(VmThread thread, SendCache site, int window)
    {
        VirtualMachine vm = thread.Vm;
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        CompiledCode method = MethodOf(ref frame);
        int count = site.ArgumentCount;
        CallFlags flags = site.Flags;
        if ((flags & (CallFlags.Splat | CallFlags.BlockArgument)) != 0)
        {
            count = Expand(thread, ref flags, window, count);
        }

        if (method.Owner is null || method.Name is null)
        {
            throw thread.Error(vm.Classes.RuntimeError, "super called outside of method");
        }

        if ((site.Flags & CallFlags.ImplicitArguments) != 0 && method.CodeKind == CodeKind.ProcMethod)
        {
            throw thread.Error(
                vm.Classes.RuntimeError,
                "implicit argument passing of super from method defined by define_method() is not supported. Specify all arguments explicitly.");
        }

        Value receiver = thread.Stack[window];
        MethodEntry? entry = vm.Methods.FindAbove(vm.ClassOf(receiver), method.Owner, method.Name, method.EnvironmentId, RefinementsOf(thread));
        if (entry is null)
        {
            return DispatchFailures.MissingSuper(thread, method, window, count, flags);
        }

        return Invoke(thread, entry.Code(vm), window, count, (flags & CallFlags.Keywords) != 0);
    }

    /// <summary>yield: calls the block of the method around the running code.</summary>
    public static Value Yield(VmThread thread, SendCache site, int window)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        Value block = MethodBlockOf(thread, ref frame);
        if (block.Ref is not ProcObject proc)
        {
            throw thread.Error(thread.Vm.Classes.LocalJumpError, "no block given (yield)");
        }

        thread.Stack[window + 1] = Value.NoBlock;
        return CallBlock(thread, proc, site, window);
    }

    /// <summary>call, value…: a block is called here, anything else is sent the selector.</summary>
    public static Value CallValue(VmThread thread, SendCache site, int window, int environment)
    {
        thread.Stack[window + 1] = Value.NoBlock;
        if (thread.Stack[window].Ref is not ProcObject proc || (environment == 0 && RefusesCount(thread, proc, site.ArgumentCount)))
        {
            return Send(thread, site, window, environment);
        }

        return CallBlock(thread, proc, site, window);
    }

    private static Value CallBlock(VmThread thread, ProcObject proc, SendCache site, int window)
    {
        CallFlags flags = site.Flags;
        int count = (flags & CallFlags.Splat) != 0 ? Expand(thread, ref flags, window, site.ArgumentCount) : site.ArgumentCount;
        return CallOrSend(thread, proc, window, count, (flags & CallFlags.Keywords) != 0);
    }

    /// <summary>Calls a block, for those who need no frame of it: that of Symbol#to_proc has its message sent at once.</summary>
    public static Value CallOrSend(VmThread thread, ProcObject proc, int window, int count, bool hasKeywords)
    {
        if (!thread.Vm.Fresh(proc).Code.SendsSymbol)
        {
            return CallBlock(thread, proc, window, count, hasKeywords);
        }

        if (count == 0)
        {
            throw thread.Error(thread.Vm.Classes.ArgumentError, "no receiver given");
        }

        SymbolObject selector = (SymbolObject)thread.Vm.Load(ref proc.Environment!.Variables[0]).Ref!;
        Span<Value> places = thread.Stack.AsSpan(window, count + 2);
        places[0] = places[2];
        places[3..].CopyTo(places[2..]);
        return SendSelector(thread, selector, window, count - 1, hasKeywords ? CallFlags.Keywords : CallFlags.None, 1, proc.Code.Root.Scope?.Refinements);
    }

    /// <summary>True for a Smalltalk block that takes another number of arguments: value… is then sent, and complains.</summary>
    public static bool RefusesCount(VmThread thread, ProcObject proc, int count)
    {
        CompiledCode code = thread.Vm.Fresh(proc).Code;
        return code.EnvironmentId == 0 && count != code.Parameters.Required;
    }

    /// <summary>Calls a block whose arguments stand in a window; the window's receiver becomes the block's self.</summary>
    public static Value CallBlock(VmThread thread, ProcObject proc, int window, int count, bool hasKeywords)
    {
        thread.Vm.Fresh(proc);
        CompiledCode code = proc.Code;
        thread.Stack[window] = proc.Self;
        if (!code.IsSimple || count != code.Parameters.Required || hasKeywords)
        {
            thread.EnsureStack(window + Math.Max(code.FrameSize, count + 2));
            if (proc.IsLambda)
            {
                ArgumentBinder.BindStrict(thread, code, window, count, hasKeywords);
            }
            else
            {
                ArgumentBinder.BindLenient(thread, code, window, count, hasKeywords);
            }
        }

        PushFrame(thread, code, window, count, proc, proc.IsLambda ? FrameFlags.Lambda : FrameFlags.None);
        return FramePushed;
    }

    /// <summary>Calls a code with a window that is complete but for argument binding.</summary>
    public static Value Invoke(VmThread thread, CompiledCode code, int window, int count, bool hasKeywords)
    {
        if (hasKeywords && code.CodeKind is (CodeKind.Primitive or CodeKind.AttributeReader or CodeKind.AttributeWriter)
            && thread.Stack[window + 1 + count].Ref is HashObject { Count: 0 })
        {
            // Empty keywords (**{}, a forwarded ...) are no argument.
            count--;
            hasKeywords = false;
        }

        switch (code.CodeKind)
        {
            case CodeKind.Primitive:
                return thread.Vm.Tracer.IsMarking ? InvokeTraced(thread, code, window, count, hasKeywords) : InvokePrimitive(thread, code, window, count, hasKeywords);
            case CodeKind.AttributeReader or CodeKind.AttributeWriter:
                return thread.Vm.Tracer.IsMarking ? InvokeTraced(thread, code, window, count, hasKeywords) : InvokeAttribute(thread, code, window, count);
            case CodeKind.ProcMethod:
                return InvokeProcMethod(thread, code, window, count, hasKeywords);
            default:
                if (!code.IsSimple || count != code.Parameters.Required || hasKeywords)
                {
                    thread.EnsureStack(window + Math.Max(code.FrameSize, count + 2));
                    ArgumentBinder.BindStrict(thread, code, window, count, hasKeywords);
                }

                PushFrame(thread, code, window, count, null, hasKeywords ? FrameFlags.Keywords : FrameFlags.None);
                return FramePushed;
        }
    }

    /// <summary>A method without a frame of its own, while a trace is on.</summary>
    private static Value InvokeTraced(VmThread thread, CompiledCode code, int window, int count, bool hasKeywords)
    {
        Value receiver = thread.Stack[window];
        int caller = thread.FrameIndex;
        int oldTop = thread.NativeTop;
        thread.NativeTop = window + 2 + count;
        thread.Vm.Tracer.PrimitiveCalled(thread, code, receiver);
        thread.NativeTop = oldTop;
        try
        {
            Value result = code.CodeKind == CodeKind.Primitive ? InvokePrimitive(thread, code, window, count, hasKeywords) : InvokeAttribute(thread, code, window, count);
            thread.Vm.Tracer.PrimitiveReturned(thread, code, receiver, caller, result);
            return result;
        }
        catch (GuestException)
        {
            thread.Vm.Tracer.PrimitiveReturned(thread, code, receiver, caller, Value.Nil);
            throw;
        }
    }

    private static Value InvokeAttribute(VmThread thread, CompiledCode code, int window, int count)
    {
        bool writes = code.CodeKind == CodeKind.AttributeWriter;
        CheckCount(thread, count, writes ? 1 : 0, writes ? 1 : 0);
        if (!writes)
        {
            return SlotAccess.Get(thread.Vm, thread.Stack[window], code.Attribute!);
        }

        SlotAccess.Set(thread, thread.Stack[window], code.Attribute!, thread.Stack[window + 2]);
        return thread.Stack[window + 2];
    }

    /// <summary>Puts a frame on top; its window is bound.</summary>
    public static void PushFrame(VmThread thread, CompiledCode code, int window, int count, ProcObject? closure, FrameFlags flags)
    {
        if (window + code.FrameSize > thread.StackLimit || thread.FrameIndex >= thread.FrameLimit)
        {
            thread.EnsureFrame(window + code.FrameSize);
        }

        ref Frame frame = ref thread.Frames[++thread.FrameIndex];
        frame.Code = code;
        frame.Closure = closure;
        frame.Environment = closure?.Environment;
        frame.Ip = code.Entry;
        frame.Base = window;
        frame.Flags = flags;
        frame.Token = 0;
        frame.ArgumentCount = count;
        if (thread.Vm.Tracer.IsMarking)
        {
            thread.Vm.Tracer.Pushed(code);
        }
    }

    /// <summary>The method whose body is running: of a block, the method around it.</summary>
    public static CompiledCode MethodOf(ref Frame frame) => frame.Closure?.MethodCode ?? frame.Code.Root;

    /// <summary>The block that yield calls in a frame and super passes on: in the body of a define_method that of the method around it.</summary>
    public static Value MethodBlockOf(VmThread thread, ref Frame frame) =>
        frame.Closure is { } closure ? closure.MethodBlock : thread.Stack[frame.Base + 1];

    /// <summary>Primitive calls check the count here and then trust it.</summary>
    public static Value InvokePrimitive(VmThread thread, CompiledCode code, int window, int count, bool hasKeywords)
    {
        Primitive primitive = code.Primitive ??= thread.Vm.Primitives.Find(code.PrimitiveName!)
            ?? throw thread.Error(thread.Vm.Classes.NotImplementedError, $"primitive {code.PrimitiveName} is not in this program");
        if (count < primitive.Minimum || (primitive.Maximum >= 0 && count > primitive.Maximum))
        {
            CheckCount(thread, count, primitive.Minimum, primitive.Maximum);
        }

        int oldTop = thread.NativeTop;
        thread.NativeTop = window + 2 + count;
        Value result = NeedsCarrier(thread, primitive, window)
            ? NativeCarrier.Call(thread, primitive, window, count, hasKeywords)
            : primitive.Function(thread, new Arguments(ref thread.Stack[window], count, hasKeywords));
        thread.NativeTop = oldTop;
        if (result.Ref == Tags.Undefined && code.Instructions.Length > 0)
        {
            // A Smalltalk primitive that failed: its method's statements follow.
            PushFrame(thread, code, window, count, null, FrameFlags.None);
            return FramePushed;
        }

        return result;
    }

    /// <summary>True for a primitive that may switch fibers, called where frames of C# would stand in the way.</summary>
    private static bool NeedsCarrier(VmThread thread, Primitive primitive, int window) =>
        primitive.CallBack != CallBack.None && thread.EntryFrame == 1 && thread != thread.Owner.Root
        && (primitive.CallBack == CallBack.Always || thread.Stack[window + 1].Ref is not null);

    /// <summary>Raises ArgumentError for a wrong number of arguments (maximum -1: any).</summary>
    public static void CheckCount(VmThread thread, int count, int minimum, int maximum)
    {
        if (count < minimum || (maximum >= 0 && count > maximum))
        {
            string expected = maximum == minimum ? $"{minimum}" : maximum < 0 ? $"{minimum}+" : $"{minimum}..{maximum}";
            throw thread.Error(thread.Vm.Classes.ArgumentError, $"wrong number of arguments (given {count}, expected {expected})");
        }
    }

    /// <summary>
    /// Spreads a splat and converts a block argument; returns the number of arguments now in the window. A marked hash at the
    /// end (<see cref="HashObject.HoldsKeywords"/>) is passed as keywords again.
    /// </summary>
    private static int Expand(VmThread thread, ref CallFlags flags, int window, int count)
    {
        if ((flags & CallFlags.BlockArgument) != 0)
        {
            thread.Stack[window + 1] = Conversions.ToBlock(thread, thread.Stack[window + 1]);
        }

        if ((flags & CallFlags.Splat) == 0)
        {
            return count;
        }

        ArrayObject spread = (ArrayObject)thread.Stack[window + 2].Ref!;
        thread.EnsureStack(window + 2 + spread.Count);
        for (int i = 0; i < spread.Count; i++)
        {
            thread.Stack[window + 2 + i] = thread.Vm.Load(ref spread.Slot(i));
        }

        if ((flags & CallFlags.Keywords) == 0 && spread.Count > 0 && thread.Stack[window + 1 + spread.Count].Ref is HashObject { HoldsKeywords: true } marked)
        {
            thread.Stack[window + 1 + spread.Count] = HashAccess.Copy(thread.Vm, marked);
            flags |= CallFlags.Keywords;
        }

        return spread.Count;
    }

    private static Value InvokeProcMethod(VmThread thread, CompiledCode method, int window, int count, bool hasKeywords)
    {
        ProcObject template = method.Closure!;
        ProcObject closure = template.WithSelf(thread.Stack[window], template.Definee);
        closure.MethodCode = method;
        CompiledCode code = closure.Code;
        if (!code.IsSimple || count != code.Parameters.Required || hasKeywords)
        {
            thread.EnsureStack(window + Math.Max(code.FrameSize, count + 2));
            ArgumentBinder.BindStrict(thread, code, window, count, hasKeywords);
        }

        PushFrame(thread, code, window, count, closure, FrameFlags.Lambda | FrameFlags.Method);
        return FramePushed;
    }

    private static bool IsCallable(VmThread thread, MethodEntry entry, ClassObject receiverClass, Value receiver, CallFlags flags)
    {
        if (entry.Visibility == Visibility.Public || (flags & (CallFlags.SelfCall | CallFlags.ExplicitSelf)) != 0)
        {
            return true;
        }

        if (entry.Visibility == Visibility.Private || thread.FrameIndex == 0)
        {
            return false;
        }

        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        ClassObject owner = entry.Owner.IsRefinement ? RefinementTable.TargetOf(entry.Owner) : entry.Owner;
        return thread.Vm.Hierarchy.IsKindOf(thread.Vm.ClassOf(thread.Stack[frame.Base]), owner)
            && thread.Vm.Hierarchy.IsKindOf(receiverClass, owner) && !receiver.IsUndefined;
    }

    private static void Fill(VirtualMachine vm, SendCache site, int shapeId, CompiledCode code)
    {
        if (vm.Tracer.IsMarking)
        {
            return;
        }

        Classes.Invalidation.Link(site);
        site.Target = code;
        site.Call = CachedCall.General;
        switch (code.CodeKind)
        {
            case CodeKind.Method when code.IsSimple && code.Parameters.Required == site.ArgumentCount:
                site.Call = CachedCall.Frame;
                break;
            case CodeKind.Primitive when code.Instructions.Length == 0:
                Primitive? primitive = code.Primitive ??= vm.Primitives.Find(code.PrimitiveName!);
                if (primitive is not null && site.ArgumentCount >= primitive.Minimum
                    && (primitive.Maximum < 0 || site.ArgumentCount <= primitive.Maximum))
                {
                    site.Primitive = primitive.Function;
                    site.Call = primitive.Cached;
                }

                break;
            case CodeKind.AttributeReader when site.ArgumentCount == 0 && shapeId >= Shapes.ShapeIds.FirstFree:
                Shapes.Shape shape = vm.Shapes[shapeId];
                int slot = shape.SlotOf(code.Attribute!);
                if (slot >= 0 && shape.Class.InstanceKind != BodyKind.Class)
                {
                    site.Slot = slot < shape.InlineCapacity ? slot : ~(slot - shape.InlineCapacity);
                    site.Call = CachedCall.ReadSlot;
                }

                break;
        }

        site.ShapeId = shapeId;
    }
}
