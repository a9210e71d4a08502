using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>BasicObject and Object: identity, sends, evaluation. Instance variables, methods and copies are in files of their own.</summary>
internal static unsafe partial class ObjectPrimitives
{
    /// <summary>Adds the primitives of BasicObject and Object.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("object_initialize", &Initialize, 0, -1);
        table.Add("object_identical", &Identical, 1);
        table.Add("object_not", &Not, 0);
        table.Add("object_not_equal", &NotEqual, 1);
        table.Add("object_id", &ObjectId, 0);
        table.Add("object_hash", &Hash, 0);
        table.Add("object_send", &Send, 0, -1);
        table.Add("object_public_send", &PublicSend, 0, -1);
        table.Add("object_instance_eval", &InstanceEval, 0, 3);
        table.Add("object_instance_exec", &InstanceExec, 0, -1);
        table.Add("object_method_missing", &MethodMissing, 1, -1);
        table.Add("object_class", &Class, 0);
        table.Add("object_singleton_class", &SingletonClass, 0);
        table.Add("object_is_kind_of", &IsKindOf, 1);
        table.Add("object_is_instance_of", &IsInstanceOf, 1);
        table.Add("object_case_equal", &CaseEqual, 1);
        table.Add("object_freeze", &Freeze, 0);
        table.Add("object_is_frozen", &IsFrozen, 0);
        table.Add("object_to_s", &ToS, 0);
        table.Add("object_inspect", &Inspect, 0);
        table.Add("object_itself", &Itself, 0, -1);
        table.Add("object_false", &AnswerFalse, 0, -1);
        table.Add("object_true", &AnswerTrue, 0, -1);
        RegisterVariables(table);
        RegisterMethods(table);
        RegisterCopies(table);
    }

    private static Value Initialize(VmThread t, Arguments a)
    {
        // A class whose allocation is a subclass's own business may pass arguments up; plain objects may not.
        if (a.Count > 0 && t.Vm.Methods.Find(t.Vm.ClassOf(a.Self), t.Vm.Selectors.Initialize, 1)?.Owner == t.Vm.Classes.BasicObject)
        {
            Calls.CheckCount(t, a.Count, 0, 0);
        }

        return Value.Nil;
    }

    private static Value Identical(VmThread t, Arguments a) => Value.FromBoolean(Same(a.Self, a[0]));

    private static Value Not(VmThread t, Arguments a) => Value.FromBoolean(!a.Self.IsTruthy);

    private static Value NotEqual(VmThread t, Arguments a)
    {
        int window = t.WindowOf(a);
        int frames = t.FrameIndex;
        Value result = Calls.SendSelector(t, t.Vm.Selectors.Equal, window, 1, CallFlags.SelfCall, 1);
        if (result.Ref != Tags.Control)
        {
            return Value.FromBoolean(!result.IsTruthy);
        }

        if (t.FrameIndex > frames)
        {
            t.Frames[t.FrameIndex].Flags |= FrameFlags.Negates;
        }

        return result;
    }

    /// <summary>Distance of the numbers of two objects; what lies between belongs to integers, nil and their like.</summary>
    public const int NumbersPerObject = 8;

    /// <summary>Identity as Ruby sees it: integers too big for a word are equal by value.</summary>
    private static bool Same(Value left, Value right) =>
        Value.Same(left, right) || (left.Ref is BigIntegerObject big && right.Ref is BigIntegerObject other && big.Value == other.Value);

    private static Value ObjectId(VmThread t, Arguments a)
    {
        Value self = a.Self;
        return self.IsFixnum ? t.Vm.Integer(((System.Numerics.BigInteger)self.Bits * 2) + 1)
            : self.IsNil ? Value.FromInteger(8)
            : self.Ref == Tags.True ? Value.FromInteger(20)
            : self.Ref == Tags.False ? Value.FromInteger(0)
            : self.Ref is ImmediateTag ? Value.FromInteger(HashAccess.IdentityHash(t, self) & ~3L | 2)
            : NumberOf(t, self.Ref!);
    }

    private static Value NumberOf(VmThread t, HeapObject body)
    {
        ulong id = t.Vm.Memory.IdOf(body);
        RubyRuntime.Of(t.Vm).NoteNumbered(id, body);
        return Value.FromInteger((long)(id * NumbersPerObject));
    }

    private static Value Hash(VmThread t, Arguments a) =>
        a.Self.Ref is SymbolObject ? Value.FromInteger(HashAccess.HashOf(t, a.Self)) : Value.FromInteger(HashAccess.IdentityHash(t, a.Self));

    private static Value Send(VmThread t, Arguments a) => SendTo(t, a, CallFlags.SelfCall);

    private static Value PublicSend(VmThread t, Arguments a) => SendTo(t, a, CallFlags.None);

    /// <summary>Shifts the arguments over the name and becomes the call.</summary>
    private static Value SendTo(VmThread t, in Arguments a, CallFlags flags)
    {
        if (a.Count == 0)
        {
            throw t.Error(t.Vm.Classes.ArgumentError, "no method name given");
        }

        SymbolObject selector = Expect.Name(t, a[0]);
        int window = t.WindowOf(a);
        int count = a.Count - 1;
        flags |= a.HasKeywords ? CallFlags.Keywords : 0;
        t.Stack.AsSpan(window + 3, count).CopyTo(t.Stack.AsSpan(window + 2));
        return Calls.SendSelector(t, selector, window, count, flags, 1, Calls.RefinementsOf(t));
    }

    private static Value InstanceEval(VmThread t, Arguments a)
    {
        ClassObject definee = Definee(t, a.Self);
        if (a.Count > 0)
        {
            return Evaluation.EvalString(t, a, a.Self, definee);
        }

        if (a.Block is null)
        {
            throw t.Error(t.Vm.Classes.ArgumentError, "wrong number of arguments (given 0, expected 1..3)");
        }

        return Evaluation.CallWithSelf(t, a, a.Self, definee, passesSelf: true);
    }

    private static Value InstanceExec(VmThread t, Arguments a) => Evaluation.CallWithSelf(t, a, a.Self, Definee(t, a.Self), passesSelf: false);

    private static ClassObject Definee(VmThread t, Value self) => t.Vm.Hierarchy.SingletonClass(self) ?? t.Vm.Hierarchy.NowhereIn(t.Vm.ClassOf(self));

    private static Value MethodMissing(VmThread t, Arguments a) =>
        throw DispatchFailures.NoMethod(t, a.Self, Expect.Name(t, a[0]), null, CallFlags.None);

    private static Value Class(VmThread t, Arguments a) => t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a.Self));

    private static Value SingletonClass(VmThread t, Arguments a) =>
        t.Vm.Hierarchy.AskedSingletonClass(a.Self) is { } singleton ? singleton : throw t.Error(t.Vm.Classes.TypeError, "can't define singleton");

    private static Value IsKindOf(VmThread t, Arguments a) =>
        Value.FromBoolean(t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(a.Self), Expect.Module(t, a[0])));

    private static Value IsInstanceOf(VmThread t, Arguments a) =>
        Value.FromBoolean(t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a.Self)) == Expect.Module(t, a[0]));

    private static Value CaseEqual(VmThread t, Arguments a) =>
        Same(a.Self, a[0]) ? Value.True : Value.FromBoolean(t.Send(a.Self, t.Vm.Selectors.Equal, a[0]).IsTruthy);

    private static Value Freeze(VmThread t, Arguments a)
    {
        if (a.Self.Ref is { } body and not ImmediateTag && !body.IsFrozen)
        {
            body.Header &= ~HeaderFlags.Chilled;
            t.Vm.WillWrite(body);
            body.Header |= HeaderFlags.Frozen;
            if (t.Vm.ClassOf(a.Self) is { IsSingleton: true } singleton && Value.Same(singleton.Attached, a.Self))
            {
                t.Vm.WillWrite(singleton);
                singleton.Header |= HeaderFlags.Frozen;
            }
        }

        return a.Self;
    }

    private static Value IsFrozen(VmThread t, Arguments a) =>
        Value.FromBoolean(a.Self.Ref is null or ImmediateTag or SymbolObject or BigIntegerObject or { IsFrozen: true });

    private static Value ToS(VmThread t, Arguments a) => t.Vm.NewString(Inspection.AnyToS(t.Vm, a.Self));

    private static Value Inspect(VmThread t, Arguments a) => t.Vm.NewString(Inspection.Inspect(t, a.Self));

    private static Value Itself(VmThread t, Arguments a) => a.Self;

    private static Value AnswerFalse(VmThread t, Arguments a) => Value.False;

    private static Value AnswerTrue(VmThread t, Arguments a) => Value.True;
}
