using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Fiber: what the interpreter does for it; its states and messages are FiberSwitch's.</summary>
internal static unsafe class FiberPrimitives
{
    /// <summary>Adds the primitives of Fiber.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("fiber_current", &Current, 0);
        table.Add("fiber_initialize", &Initialize, 2);
        table.Add("fiber_resume", &Resume, 0, -1);
        table.Add("fiber_yield", &Yield, 0, -1);
        table.Add("fiber_transfer", &Transfer, 0, -1);
        table.Add("fiber_raise", &Raise, 0, -1);
        table.Add("fiber_kill", &Kill, 0);
        table.Add("fiber_state", &State, 0);
        table.Add("fiber_is_blocking", &IsBlocking, 0);
        table.Add("fiber_source_location", &SourceLocation, 0);
        table.Add("fiber_storage", &Storage, 0);
        table.Add("fiber_set_storage", &SetStorage, 1);
        table.Add("fiber_places", &Places, 0);
        table.Add("continuation_s_make", &MakeContinuation, 0);
        table.Add("continuation_call", &CallContinuation, 0, -1);
    }

    private static FiberObject Self(in Arguments a) => (FiberObject)a.Self.Ref!;

    private static Value Current(VmThread t, Arguments a) => FiberSwitch.Of(t);

    /// <summary>Arguments: whether it blocks; its variables, a hash or nil. The block is what it runs.</summary>
    private static Value Initialize(VmThread t, Arguments a)
    {
        FiberObject self = Self(a);
        t.Vm.WillWrite(self);
        self.Block = a.Block ?? throw t.Error(t.Vm.Classes.ArgumentError, "tried to create Proc object without a block");
        self.Origin = self.Block.Code;
        self.Owner = t.Owner;
        self.IsBlocking = a[0].IsTruthy;
        self.Storage = a[1];
        return a.Self;
    }

    private static Value Resume(VmThread t, Arguments a) => FiberSwitch.Resume(t, Self(a), Passed(t, a, Self(a)));

    private static Value Transfer(VmThread t, Arguments a) => FiberSwitch.Transfer(t, Self(a), Passed(t, a, Self(a)));

    private static Value Yield(VmThread t, Arguments a) => FiberSwitch.Yield(t, Packed(t, a));

    private static Value Raise(VmThread t, Arguments a)
    {
        if (Self(a).State is FiberState.Created)
        {
            throw t.Error(t.Vm.Classes.FiberError, "cannot raise exception on unborn fiber");
        }

        return FiberSwitch.Unwind(t, Self(a), Unwinder.Raise(t, KernelPrimitives.ExceptionToRaise(t, a, Value.Nil)));
    }

    private static Value Kill(VmThread t, Arguments a)
    {
        FiberObject self = Self(a);
        if (self.State is FiberState.Created)
        {
            FiberSwitch.EndUnborn(t, self);
        }

        return self.State is FiberState.Terminated ? a.Self : FiberSwitch.Unwind(t, self, new Unwinding());
    }

    private static Value State(VmThread t, Arguments a) => t.Vm.Symbol(Self(a).State switch
    {
        FiberState.Created => "created",
        FiberState.Resumed => "resumed",
        FiberState.Suspended => "suspended",
        _ => "terminated",
    });

    private static Value IsBlocking(VmThread t, Arguments a) => Value.FromBoolean(Self(a).IsBlocking);

    private static Value SourceLocation(VmThread t, Arguments a) => Self(a).Origin is { } code
        ? t.Vm.NewArray([t.Vm.NewString(code.Root.File), Value.FromInteger(code.Line)])
        : Value.Nil;

    private static Value Storage(VmThread t, Arguments a) => Self(a).Storage;

    private static Value SetStorage(VmThread t, Arguments a) => Self(a).Storage = a[0];

    /// <summary>Where it stands, innermost first, as kernel_backtrace answers it; nil when it has not begun or has ended.</summary>
    private static Value Places(VmThread t, Arguments a) =>
        FiberSwitch.LineOf(t, Self(a)) is { } line ? BacktraceText.Locations(t.Vm, BacktraceText.Fold(Backtraces.CaptureWithPrimitive(line, Value.Undefined))) : Value.Nil;

    /// <summary>Receiver: Continuation. Answers the rest of the program, from this call's return on.</summary>
    private static Value MakeContinuation(VmThread t, Arguments a) => t.Vm.Adopt(new ContinuationObject(t), (ClassObject)a.Self.Ref!);

    private static Value CallContinuation(VmThread t, Arguments a) => ((ContinuationObject)a.Self.Ref!).Enter(t, Packed(t, a));

    /// <summary>What a fiber's switch delivers: the block's arguments when it begins, else what yield answers there.</summary>
    private static Value Passed(VmThread t, in Arguments a, FiberObject target) =>
        target.State == FiberState.Created ? t.Vm.NewArray(a.Span) : Packed(t, a);

    private static Value Packed(VmThread t, in Arguments a) => a.Count switch
    {
        0 => Value.Nil,
        1 => a[0],
        _ => t.Vm.NewArray(a.Span),
    };
}
