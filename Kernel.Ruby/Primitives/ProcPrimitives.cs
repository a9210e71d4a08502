using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Tracing;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Proc, and the Kernel functions proc and lambda.</summary>
internal static unsafe class ProcPrimitives
{
    /// <summary>Adds the primitives of Proc.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("proc_call", &Call, 0, -1);
        table.Add("proc_s_new", &New, 0, -1);
        table.Add("kernel_proc", &Proc, 0);
        table.Add("kernel_lambda", &Lambda, 0);
        table.Add("proc_is_lambda", &IsLambda, 0);
        table.Add("proc_arity", &Arity, 0);
        table.Add("proc_parameters", &Parameters, 0, 1);
        table.Add("proc_source_location", &SourceLocation, 0);
        table.Add("proc_binding", &Binding, 0);
        table.Add("proc_equal", &Equal, 1);
        table.Add("proc_hash", &Hash, 0);
    }

    private static ProcObject Self(in Arguments a) => (ProcObject)a.Self.Ref!;

    private static Value Call(VmThread t, Arguments a) => Calls.CallOrSend(t, Self(a), t.WindowOf(a), a.Count, a.HasKeywords);

    /// <summary>Proc.new: the block; a subclass makes an instance of its own and initializes it.</summary>
    private static Value New(VmThread t, Arguments a)
    {
        ProcObject block = (ProcObject)Proc(t, a).Ref!;
        if (a.Self.Ref == t.Vm.Classes.Proc)
        {
            return block;
        }

        ProcObject made = t.Vm.Adopt(block.WithSelf(block.Self, block.Definee), (ClassObject)a.Self.Ref!);
        t.Send(made, t.Vm.Selectors.Initialize, a.Span);
        return made;
    }

    private static Value Proc(VmThread t, Arguments a) =>
        a.Block ?? throw t.Error(t.Vm.Classes.ArgumentError, "tried to create Proc object without a block");

    /// <summary>A block written at the call becomes a lambda; a proc that was passed with &amp; stays what it is.</summary>
    private static Value Lambda(VmThread t, Arguments a)
    {
        ProcObject block = a.Block ?? throw t.Error(t.Vm.Classes.ArgumentError, "tried to create Proc object without a block");
        if (!IsPassed(t))
        {
            block.IsLambda = true;
        }

        return block;
    }

    /// <summary>True when the running call was given its block with &amp;, not written at it.</summary>
    public static bool IsPassed(VmThread t)
    {
        ref Frame frame = ref t.Frames[t.FrameIndex];
        int pc = (int)(frame.Ip - frame.Code.Entry) - 1;
        return TraceMarks.Plain(frame.Code.Instructions[pc].Op) is Opcode.Send or Opcode.SendWithBlock or Opcode.SendSelf
            && (frame.Code.SendCacheAt(pc).Flags & CallFlags.BlockArgument) != 0;
    }

    private static Value IsLambda(VmThread t, Arguments a) => Value.FromBoolean(Self(a).IsLambda);

    private static Value Arity(VmThread t, Arguments a) => Value.FromInteger(Signature.Arity(Self(a).Code.Parameters, Self(a).IsLambda));

    private static Value Parameters(VmThread t, Arguments a)
    {
        bool isLambda = Self(a).IsLambda;
        if (a.Count > 0 && a[0].Ref is HashObject options && HashAccess.TryGet(t, options, t.Vm.Symbol("lambda"), out Value asked) && !asked.IsNil)
        {
            isLambda = asked.IsTruthy;
        }

        return Signature.Parameters(t.Vm, Self(a).Code.Parameters, isLambda);
    }

    private static Value SourceLocation(VmThread t, Arguments a)
    {
        CompiledCode code = Self(a).Code;
        return code.IsKernel ? Value.Nil : t.Vm.NewArray([t.Vm.NewString(code.Root.File), Value.FromInteger(code.Line)]);
    }

    private static Value Binding(VmThread t, Arguments a) => BindingPrimitives.New(t, BindingState.Of(t.Vm, Self(a)));

    private static Value Equal(VmThread t, Arguments a) =>
        Value.FromBoolean(a[0].Ref is ProcObject other && (other == a.Self.Ref
            || (other.Code == Self(a).Code && other.Environment == Self(a).Environment && Value.Same(other.Self, Self(a).Self) && other.IsLambda == Self(a).IsLambda)));

    private static Value Hash(VmThread t, Arguments a) => Value.FromInteger(HashAccess.IdentityHash(t, Self(a).Code));
}
