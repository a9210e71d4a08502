using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Kernel's functions that need the caller's frame or the interpreter: raise, throw, block_given?, binding, eval, caller…</summary>
internal static unsafe class KernelPrimitives
{
    private static readonly Value Leaving = new(Tags.Control, 0);

    /// <summary>The primitive of methods that this platform cannot have.</summary>
    public const string NotImplemented = "not_implemented";

    /// <summary>Adds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("kernel_raise", &Raise, 0, -1);
        table.Add("warning_tell_of_deprecated", &TellOfDeprecated, 1);
        table.Add("kernel_mark_catch", &MarkCatch, 0);
        table.Add("kernel_throw", &Throw, 1, 2);
        table.Add("kernel_block_given", &BlockGiven, 0);
        table.Add("kernel_binding", &Binding, 0);
        table.Add("kernel_eval", &Eval, 1, 4);
        table.Add("kernel_local_variables", &LocalVariables, 0);
        table.Add("kernel_global_variables", &GlobalVariables, 0);
        table.Add("kernel_method_name", &MethodName, 0);
        table.Add("kernel_callee", &MethodName, 0);
        table.Add("kernel_dir", &CallerFolder, 0);
        table.Add(NotImplemented, &Refuse, 0, -1);
        table.Add("kernel_backtrace", &Backtrace, 0);
    }

    /// <summary>What a platform has no means for: respond_to? denies it, a call is refused by name.</summary>
    private static Value Refuse(VmThread t, Arguments a)
    {
        ref Frame frame = ref t.Frames[t.FrameIndex];
        int pc = (int)(frame.Ip - frame.Code.Entry) - 1;
        string name = frame.Code.SendCacheAt(pc).Selector.Text;
        throw t.Error(t.Vm.Classes.NotImplementedError, $"{name}() function is unimplemented on this machine");
    }

    /// <summary>Begins an exception without a .NET one: the interpreter takes the unwinding up.</summary>
    internal static Value Begin(VmThread t, Value exception)
    {
        t.Pending = Unwinder.Raise(t, exception);
        return Leaving;
    }

    private static Value Raise(VmThread t, Arguments a) => Begin(t, ExceptionToRaise(t, a, t.ErrorInfo));

    /// <summary>The exception that the arguments of raise stand for; without any the given one, or else a RuntimeError.</summary>
    internal static Value ExceptionToRaise(VmThread t, in Arguments a, Value present)
    {
        VirtualMachine vm = t.Vm;
        int count = a.Count;
        Value cause = Value.Undefined;
        if (a.HasKeywords && a[count - 1].Ref is HashObject options)
        {
            SymbolObject key = vm.Symbols.Intern("cause");
            if (HashAccess.TryGet(t, options, key, out cause))
            {
                HashAccess.Remove(t, options, key);
            }

            count -= options.Count == 0 ? 1 : 0;
        }

        if (count == 0)
        {
            if (!cause.IsUndefined)
            {
                throw t.Error(vm.Classes.ArgumentError, "only cause is given with no arguments");
            }

            return present.IsNil ? vm.Error(vm.Classes.RuntimeError, "").Exception : present;
        }

        Value made = MakeException(t, a, count);
        ExceptionObject exception = (ExceptionObject)made.Ref!;
        if (count > 2)
        {
            t.Send(made, vm.Symbols.Intern("set_backtrace"), a[2]);
        }

        if (!cause.IsUndefined)
        {
            SetCause(t, exception, cause);
        }

        return made;
    }

    private static Value MakeException(VmThread t, in Arguments a, int count)
    {
        VirtualMachine vm = t.Vm;
        Value first = a[0];
        if (first.Ref is StringObject && count == 1)
        {
            return vm.Adopt(new ExceptionObject { Message = first }, vm.Classes.RuntimeError);
        }

        if (first.Ref is ExceptionObject && count == 1 && vm.Methods.Find(vm.ClassOf(first), vm.Symbols.Intern("exception"), 1)?.Owner == vm.Classes.Exception)
        {
            return first;
        }

        SymbolObject selector = vm.Symbols.Intern("exception");
        Value made = first.Ref is ClassObject or ExceptionObject || t.RespondsTo(first, selector)
            ? count > 1 ? t.Send(first, selector, a[1]) : t.Send(first, selector)
            : throw t.Error(vm.Classes.TypeError, "exception class/object expected");
        return made.Ref is ExceptionObject ? made : throw t.Error(vm.Classes.TypeError, "exception object expected");
    }

    private static void SetCause(VmThread t, ExceptionObject exception, Value cause)
    {
        if (cause.Ref is not ExceptionObject && !cause.IsNil)
        {
            throw t.Error(t.Vm.Classes.TypeError, "exception object expected");
        }

        for (ExceptionObject? link = cause.Ref as ExceptionObject; link is not null; link = link.Cause.Ref as ExceptionObject)
        {
            if (link == exception)
            {
                if (cause.Ref == exception)
                {
                    return;
                }

                throw t.Error(t.Vm.Classes.ArgumentError, "circular causes");
            }
        }

        exception.Cause = cause;
    }

    private static Value TellOfDeprecated(VmThread t, Arguments a)
    {
        RubyRuntime.Of(t.Vm).TellsOfDeprecated = a[0].IsTruthy;
        return Value.Nil;
    }

    /// <summary>Marks the caller, Kernel#catch, as a frame that throw looks for: its first parameter is the tag.</summary>
    private static Value MarkCatch(VmThread t, Arguments a)
    {
        t.Frames[t.FrameIndex].Flags |= FrameFlags.Catch;
        return Value.Nil;
    }

    private static Value Throw(VmThread t, Arguments a)
    {
        for (int i = t.FrameIndex; i > 0; i--)
        {
            ref Frame frame = ref t.Frames[i];
            if ((frame.Flags & FrameFlags.Catch) != 0 && Value.Same(t.Stack[frame.Base + 2], a[0]))
            {
                return Unwinder.LeaveTo(t, i, true, a.OrNil(1));
            }
        }

        GuestException error = t.Error(t.Vm.Classes.UncaughtThrowError, $"uncaught throw {t.InspectText(a[0])}");
        ExceptionObject exception = (ExceptionObject)error.Exception.Ref!;
        exception.Subject = a[0];
        exception.Receiver = a.OrNil(1);
        throw error;
    }

    private static Value BlockGiven(VmThread t, Arguments a) =>
        Value.FromBoolean(t.FrameIndex > 0 && Calls.MethodBlockOf(t, ref t.Frames[t.FrameIndex]).Ref is not null);

    private static Value Binding(VmThread t, Arguments a) => BindingPrimitives.New(t, BindingState.Capture(t));

    private static Value Eval(VmThread t, Arguments a) =>
        a.OrNil(1).IsNil
            ? Evaluation.EvalInBinding(t, a, BindingState.Capture(t), a.OrNil(2), a.OrNil(3))
            : Evaluation.EvalInBinding(t, a, BindingPrimitives.StateOf(t, a[1]), a.OrNil(2), a.OrNil(3));

    private static Value LocalVariables(VmThread t, Arguments a) => BindingPrimitives.VariableNames(t, BindingState.Capture(t));

    private static Value GlobalVariables(VmThread t, Arguments a)
    {
        ArrayObject names = t.Vm.NewArray([], 0);
        foreach (SymbolObject name in t.Vm.Globals.Names.Distinct())
        {
            names.Append(name);
        }

        return names;
    }

    private static Value MethodName(VmThread t, Arguments a)
    {
        CompiledCode method = Calls.MethodOf(ref t.Frames[t.FrameIndex]);
        return method.CodeKind is CodeKind.Body || method.Name is null ? Value.Nil : method.Name;
    }

    private static Value CallerFolder(VmThread t, Arguments a)
    {
        string file = t.Frames[t.FrameIndex].Code.Root.File;
        if (file.StartsWith("(eval", StringComparison.Ordinal))
        {
            return Value.Nil;
        }

        return t.Vm.NewString(file is "-e" or "-" ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/");
    }

    /// <summary>Where the thread stands, innermost first: arrays of path, line, label and base label. Kernel frames are folded.</summary>
    private static Value Backtrace(VmThread t, Arguments a) => BacktraceText.Locations(t.Vm, BacktraceText.Fold(Backtraces.Capture(t)));

}
