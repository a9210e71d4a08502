using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>The few primitives that programs in tests need.</summary>
internal static unsafe class BarePrimitives
{
    /// <summary>Binds them.</summary>
    public static void Bind(BareMachine machine)
    {
        BareMachine.Use(machine.Vm);
        CoreClasses classes = machine.Vm.Classes;
        machine.Define(classes.Module, "===", &CaseEqual, 1, 1);
        machine.Define(classes.Class, "new", &New);
        machine.Define(classes.Module, "private", &Nothing);
        machine.Define(classes.Module, "alias_method", &AliasMethod, 2, 2);
        machine.Define(classes.Module, "undef_method", &UndefMethod, 1, 1);
        machine.Define(classes.Module, "const_missing", &ConstMissing, 1, 1);
        machine.Define(classes.Class, "inherited", &Nothing, 1, 1);
        machine.Define(classes.Kernel, "===", &Same, 1, 1);
        machine.Define(classes.Kernel, "==", &Same, 1, 1);
        machine.Define(classes.Kernel, "raise", &Raise);
        machine.Define(classes.Kernel, "inspect", &Inspect, 0, 0);
        machine.Define(classes.Kernel, "to_s", &ToS, 0, 0);
        machine.Define(classes.Kernel, "respond_to?", &RespondTo, 1, 2);
        machine.Define(classes.Kernel, "lambda", &Lambda, 0, 0);
        machine.Define(classes.Kernel, "proc", &BlockOf, 0, 0);
        machine.Define(classes.Kernel, "freeze", &Self, 0, 0);
        machine.Define(classes.Kernel, "frozen?", &IsFrozen, 0, 0);
        machine.Define(classes.Kernel, "equal?", &Same, 1, 1);
        machine.Define(classes.Kernel, "`", &First, 1, 1);
        machine.Define(classes.Proc, "call", &Call);
        machine.Define(classes.Array, "length", &ArrayLength, 0, 0);
        machine.Define(classes.Array, "<<", &ArrayAppend, 1, 1);
        machine.Define(classes.Array, "[]", &ArrayGet, 1, 2);
        machine.Define(classes.Array, "[]=", &ArraySet, 2, 2);
        machine.Define(classes.Array, "deconstruct", &Self, 0, 0);
        machine.Define(classes.Hash, "[]", &HashGet, 1, 1);
        machine.Define(classes.Hash, "[]=", &HashSet, 2, 2);
        machine.Define(classes.Hash, "key?", &HashHas, 1, 1);
        machine.Define(classes.Hash, "length", &HashLength, 0, 0);
        machine.Define(classes.Hash, "delete", &HashDelete, 1, 1);
        machine.Define(classes.Hash, "dup", &HashDup, 0, 0);
        machine.Define(classes.Hash, "deconstruct_keys", &Self, 1, 1);
        machine.Define(classes.Range, "===", &RangeHas, 1, 1);
        machine.Define(classes.Exception, "message", &Message, 0, 0);
        machine.Define(classes.Exception, "key", &Subject, 0, 0);
        machine.Define(classes.Integer, "**", &Power, 1, 1);
        machine.Define(classes.Integer, "%", &Remainder, 1, 1);
        machine.Define(classes.String, "+", &StringPlus, 1, 1);
    }

    private static Value CaseEqual(VmThread t, Arguments a) =>
        Value.FromBoolean(t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(a[0]), (ClassObject)a.Self.Ref!));

    private static Value New(VmThread t, Arguments a)
    {
        ClassObject made = (ClassObject)a.Self.Ref!;
        if (made.InstanceKind == BodyKind.Exception)
        {
            ExceptionObject error = t.Vm.Adopt(new ExceptionObject { Message = a.OrNil(0) }, made);
            error.Subject = a.Count > 1 && HashAccess.TryGet(t, (HashObject)a[1].Ref!, t.Vm.Symbol("key"), out Value key) ? key : Value.Nil;
            return error;
        }

        Value instance = t.Vm.NewObject(made);
        t.Send(instance, t.Vm.Selectors.Initialize, 1, a.Block, a.Span);
        return instance;
    }

    private static Value Nothing(VmThread t, Arguments a) => Value.Nil;

    private static Value Self(VmThread t, Arguments a) => a.Self;

    private static Value First(VmThread t, Arguments a) => a[0];

    private static Value Same(VmThread t, Arguments a) => Value.FromBoolean(Value.Same(a.Self, a[0]));

    private static Value IsFrozen(VmThread t, Arguments a) => Value.FromBoolean(a.Self.Ref is null || a.Self.Ref.IsFrozen);

    private static Value AliasMethod(VmThread t, Arguments a)
    {
        ClassObject module = (ClassObject)a.Self.Ref!;
        MethodEntry entry = t.Vm.Methods.Find(module, (SymbolObject)a[1].Ref!, 1)!;
        t.Vm.Methods.Define(module, (SymbolObject)a[0].Ref!, entry.Code(t.Vm), Visibility.Public, 1, false);
        return a[0];
    }

    private static Value UndefMethod(VmThread t, Arguments a)
    {
        t.Vm.Globals.Set(t, t.Vm.Symbols.Intern("$undefined"), a[0]);
        return Value.Nil;
    }

    private static Value ConstMissing(VmThread t, Arguments a) =>
        throw t.Error(t.Vm.Classes.NameError, $"uninitialized constant {((SymbolObject)a[0].Ref!).Text}");

    private static Value Raise(VmThread t, Arguments a)
    {
        if (a.Count == 0)
        {
            throw new GuestException(t.ErrorInfo.IsNil ? t.Error(t.Vm.Classes.RuntimeError, "unhandled exception").Exception : t.ErrorInfo);
        }

        throw a[0].Ref switch
        {
            ExceptionObject => new GuestException(a[0]),
            ClassObject error => new GuestException(t.Vm.Adopt(new ExceptionObject { Message = a.OrNil(1) }, error)),
            _ => t.Error(t.Vm.Classes.RuntimeError, a[0].ToString()),
        };
    }

    private static Value Inspect(VmThread t, Arguments a) => t.Vm.NewString(BareMachine.Inspect(t.Vm, a.Self));

    private static Value ToS(VmThread t, Arguments a) => t.Vm.NewString(a.Self.IsNil ? "" : BareMachine.Inspect(t.Vm, a.Self));

    private static Value RespondTo(VmThread t, Arguments a) => Value.FromBoolean(t.RespondsTo(a.Self, (SymbolObject)a[0].Ref!));

    private static Value Lambda(VmThread t, Arguments a)
    {
        a.Block!.IsLambda = true;
        return a.Block;
    }

    private static Value BlockOf(VmThread t, Arguments a) => a.Block!;

    private static Value Call(VmThread t, Arguments a) => t.Yield((ProcObject)a.Self.Ref!, a.Span);

    private static Value ArrayLength(VmThread t, Arguments a) => Value.FromInteger(((ArrayObject)a.Self.Ref!).Count);

    private static Value ArrayAppend(VmThread t, Arguments a)
    {
        ((ArrayObject)a.Self.Ref!).Append(a[0]);
        return a.Self;
    }

    private static Value ArrayGet(VmThread t, Arguments a)
    {
        ArrayObject array = (ArrayObject)a.Self.Ref!;
        int index = (int)(a[0].Bits < 0 ? a[0].Bits + array.Count : a[0].Bits);
        if (a.Count == 2)
        {
            return t.Vm.NewArray(array.Span.Slice(index, (int)Math.Min(a[1].Bits, array.Count - index)));
        }

        return index >= 0 && index < array.Count ? array.Span[index] : Value.Nil;
    }

    private static Value ArraySet(VmThread t, Arguments a)
    {
        ArrayObject array = (ArrayObject)a.Self.Ref!;
        while (array.Count <= a[0].Bits)
        {
            array.Append(Value.Nil);
        }

        array.Items[array.Start + (int)a[0].Bits] = a[1];
        return a[1];
    }

    private static Value HashGet(VmThread t, Arguments a) => HashAccess.TryGet(t, (HashObject)a.Self.Ref!, a[0], out Value value) ? value : Value.Nil;

    private static Value HashSet(VmThread t, Arguments a)
    {
        HashAccess.Set(t, (HashObject)a.Self.Ref!, a[0], a[1]);
        return a[1];
    }

    private static Value HashHas(VmThread t, Arguments a) => Value.FromBoolean(HashAccess.TryGet(t, (HashObject)a.Self.Ref!, a[0], out _));

    private static Value HashLength(VmThread t, Arguments a) => Value.FromInteger(((HashObject)a.Self.Ref!).Count);

    private static Value HashDelete(VmThread t, Arguments a) => HashAccess.Remove(t, (HashObject)a.Self.Ref!, a[0]);

    private static Value HashDup(VmThread t, Arguments a)
    {
        HashObject copy = t.Vm.NewHash();
        foreach (HashEntry entry in ((HashObject)a.Self.Ref!).Entries.Where(entry => entry.Key.Ref is SymbolObject))
        {
            HashAccess.Set(t, copy, entry.Key, entry.Value);
        }

        return copy;
    }

    private static Value RangeHas(VmThread t, Arguments a)
    {
        RangeObject range = (RangeObject)a.Self.Ref!;
        return Value.FromBoolean(a[0].IsFixnum && (range.First.IsNil || a[0].Bits >= range.First.Bits)
            && (range.Last.IsNil || a[0].Bits < range.Last.Bits + (range.ExcludesEnd ? 0 : 1)));
    }

    private static Value Message(VmThread t, Arguments a) => ((ExceptionObject)a.Self.Ref!).Message;

    private static Value Subject(VmThread t, Arguments a) => ((ExceptionObject)a.Self.Ref!).Subject;

    private static Value Power(VmThread t, Arguments a) => Value.FromInteger((long)Math.Pow(a.Self.Bits, a[0].Bits));

    private static Value Remainder(VmThread t, Arguments a) => Value.FromInteger(a.Self.Bits % a[0].Bits);

    private static Value StringPlus(VmThread t, Arguments a) => t.Vm.NewString(a.Self.ToString() + a[0]);
}
