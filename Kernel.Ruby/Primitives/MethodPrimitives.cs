using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Method and UnboundMethod.</summary>
internal static unsafe class MethodPrimitives
{
    /// <summary>Adds the primitives of Method and UnboundMethod.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("method_call", &Call, 0, -1);
        table.Add("method_unbind", &Unbind, 0);
        table.Add("method_bind", &Bind, 1);
        table.Add("method_bind_call", &BindCall, 1, -1);
        table.Add("method_owner", &Owner, 0);
        table.Add("method_receiver", &Receiver, 0);
        table.Add("method_name", &Name, 0);
        table.Add("method_original_name", &OriginalName, 0);
        table.Add("method_arity", &Arity, 0);
        table.Add("method_parameters", &Parameters, 0);
        table.Add("method_source_location", &SourceLocation, 0);
        table.Add("method_source", &Source, 0);
        table.Add("method_equal", &Equal, 1);
        table.Add("method_hash", &Hash, 0);
        table.Add("method_super_method", &SuperMethod, 0);
    }

    /// <summary>A Method of a receiver, or an UnboundMethod when the receiver is Undefined.</summary>
    public static Value New(VirtualMachine vm, Value receiver, SymbolObject name, MethodEntry entry) =>
        vm.Adopt(
            new MethodObject { Receiver = receiver, Name = name, Entry = entry },
            receiver.IsUndefined ? vm.Classes.UnboundMethod : vm.Classes.Method);

    private static MethodObject Self(in Arguments a) => (MethodObject)a.Self.Ref!;

    private static Value Call(VmThread t, Arguments a)
    {
        MethodObject method = Self(a);
        int window = t.WindowOf(a);
        t.Stack[window] = method.Receiver;
        return Calls.Invoke(t, method.Entry.Code(t.Vm), window, a.Count, a.HasKeywords);
    }

    private static Value Unbind(VmThread t, Arguments a) => New(t.Vm, Value.Undefined, Self(a).Name, Self(a).Entry);

    private static Value Bind(VmThread t, Arguments a)
    {
        CheckReceiver(t, Self(a), a[0]);
        return New(t.Vm, a[0], Self(a).Name, Self(a).Entry);
    }

    private static Value BindCall(VmThread t, Arguments a)
    {
        MethodObject method = Self(a);
        CheckReceiver(t, method, a[0]);
        int window = t.WindowOf(a);
        int count = a.Count - 1;
        bool hasKeywords = a.HasKeywords;
        t.Stack[window] = t.Stack[window + 2];
        t.Stack.AsSpan(window + 3, count).CopyTo(t.Stack.AsSpan(window + 2));
        return Calls.Invoke(t, method.Entry.Code(t.Vm), window, count, hasKeywords);
    }

    private static void CheckReceiver(VmThread t, MethodObject method, Value receiver)
    {
        ClassObject owner = method.Entry.Owner;
        if (!owner.IsModule && !t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(receiver), owner))
        {
            throw t.Error(
                t.Vm.Classes.TypeError,
                owner.IsSingleton ? "singleton method called for a different object" : $"bind argument must be an instance of {Inspection.ModuleName(t.Vm, owner)}");
        }
    }

    private static Value Owner(VmThread t, Arguments a) => Self(a).Entry.Owner;

    private static Value Receiver(VmThread t, Arguments a) => Self(a).Receiver;

    private static Value Name(VmThread t, Arguments a) => Self(a).Name;

    private static Value OriginalName(VmThread t, Arguments a) => Self(a).Entry.Code(t.Vm).Name ?? Self(a).Name;

    private static Value Arity(VmThread t, Arguments a) => Value.FromInteger(Signature.Arity(Self(a).Entry.Code(t.Vm).Parameters, true));

    private static Value Parameters(VmThread t, Arguments a) => Signature.Parameters(t.Vm, Self(a).Entry.Code(t.Vm).Parameters, true);

    private static Value SourceLocation(VmThread t, Arguments a)
    {
        CompiledCode code = Self(a).Entry.Code(t.Vm);
        return code.IsKernel ? Value.Nil : t.Vm.NewArray([t.Vm.NewString(code.Root.File), Value.FromInteger(code.Line)]);
    }

    /// <summary>The text it was compiled from; nil when it has none, as one that is a primitive, or that define_method made.</summary>
    private static Value Source(VmThread t, Arguments a)
    {
        CompiledCode code = Self(a).Entry.Code(t.Vm);
        return code.Source.Length == 0 ? Value.Nil : t.Vm.NewString(code.Source.AsSpan());
    }

    private static Value Equal(VmThread t, Arguments a) =>
        Value.FromBoolean(a[0].Ref is MethodObject other && Value.Same(other.Receiver, Self(a).Receiver)
            && other.Entry.Owner == Self(a).Entry.Owner && other.Entry.Code(t.Vm) == Self(a).Entry.Code(t.Vm));

    private static Value Hash(VmThread t, Arguments a) => Value.FromInteger(HashAccess.IdentityHash(t, Self(a).Entry.Code(t.Vm)));

    private static Value SuperMethod(VmThread t, Arguments a)
    {
        MethodObject method = Self(a);
        ClassObject start = method.Receiver.IsUndefined ? method.Entry.Owner : t.Vm.ClassOf(method.Receiver);
        MethodEntry? above = t.Vm.Methods.FindAbove(start, method.Entry.Owner, method.Name, 1);
        return above is null ? Value.Nil : New(t.Vm, method.Receiver, method.Name, above);
    }
}
