using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Global variables that compute their value, refuse writes, or have a second name.</summary>
internal static class SpecialGlobals
{
    /// <summary>Defines them in a runtime's virtual machine.</summary>
    public static void Define(RubyRuntime runtime)
    {
        VirtualMachine vm = runtime.Vm;
        GlobalTable globals = vm.Globals;
        ReadOnly(vm, "$!", t => t.ErrorInfo);
        globals.Define(
            vm.Symbols.Intern("$@"),
            t => t.ErrorInfo.Ref is ExceptionObject error ? BacktraceText.Of(vm, error) : Value.Nil,
            (t, _, value) =>
            {
                if (t.ErrorInfo.Ref is not ExceptionObject error)
                {
                    throw t.Error(vm.Classes.ArgumentError, "$! not set");
                }

                ExceptionPrimitives.SetBacktrace(t, error, value);
            });
        ReadOnly(vm, "$:", _ => runtime.LoadPath, "$LOAD_PATH", "$-I");
        ReadOnly(vm, "$\"", _ => runtime.LoadedFeatures, "$LOADED_FEATURES");
        globals.Define(vm.Symbols.Intern("$0"), _ => runtime.ProgramName, (t, _, value) => runtime.ProgramName = Coercions.ToStr(t, value));
        Alias(vm, "$0", "$PROGRAM_NAME");
        globals.Define(
            vm.Symbols.Intern("$VERBOSE"),
            _ => runtime.Verbose,
            (_, _, value) => runtime.Verbose = value.IsNil ? value : Value.FromBoolean(value.IsTruthy));
        Alias(vm, "$VERBOSE", "$-v", "$-w");
        Stream(vm, "$stdin", () => runtime.StandardInput, value => runtime.StandardInput = value, null);
        Stream(vm, "$stdout", () => runtime.StandardOutput, value => runtime.StandardOutput = value, "write");
        Stream(vm, "$stderr", () => runtime.StandardError, value => runtime.StandardError = value, "write");
        Alias(vm, "$stdout", "$>");
        ReadOnly(vm, "$*", t => vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern("ARGV"), out Value arguments) ? arguments : Value.Nil);
        globals.Missing = (t, name) =>
        {
            if (runtime.Verbose.IsTruthy)
            {
                t.Warn($"global variable '{name.Text}' not initialized");
            }
        };
        globals.Define(vm.Symbols.Intern("$="), t => Ineffective(runtime, t, ""), (t, _, _) => Ineffective(runtime, t, "; ignored"));
        Variable(vm, "$DEBUG", Value.False);
        Alias(vm, "$DEBUG", "$-d");
        foreach (string name in (string[])["$-a", "$-l", "$-p"])
        {
            // What the switch itself sets.
            SymbolObject given = vm.Symbols.Intern($"$__{name[2]}");
            globals.Set(vm.MainThread, given, Value.False);
            ReadOnly(vm, name, t => Value.FromBoolean(globals.Get(t, given).IsTruthy));
        }

        ReadOnly(vm, "$$", _ => Value.FromInteger(Environment.ProcessId));
        Separator(vm, "$,", Value.Nil);
        Separator(vm, "$/", Frozen(vm, "\n"), "$-0");
        Separator(vm, "$;", Value.Nil, "$-F");
        Separator(vm, "$\\", Value.Nil);
        globals.Define(vm.Symbols.Intern("$_"), t => t.Owner.LastLine, (t, _, value) => t.Owner.LastLine = value);
        globals.Define(vm.Symbols.Intern("$."), _ => runtime.LastLineNumber, (t, _, value) => runtime.LastLineNumber = Coercions.ToInteger(t, value));
        // What the kernel itself sets.
        globals.Define(vm.Symbols.Intern("$__last_status"), t => t.Owner.LastStatus, (t, _, value) => t.Owner.LastStatus = value);
        ReadOnly(vm, "$?", t => t.Owner.LastStatus);
        ReadOnly(vm, "$FILENAME", t => t.Send(Argf(vm), vm.Symbols.Intern("filename")));
        ReadOnly(vm, "$<", _ => Argf(vm));
        RegexpPrimitives.DefineGlobals(vm);
    }

    private static Value Ineffective(RubyRuntime runtime, VmThread t, string result)
    {
        if (runtime.TellsOfDeprecated)
        {
            t.Warn($"variable $= is no longer effective{result}");
        }

        return Value.False;
    }

    private static Value Argf(VirtualMachine vm) =>
        vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern("ARGF"), out Value argf) ? argf : Value.Nil;

    private static void Stream(VirtualMachine vm, string name, Func<Value> get, Action<Value> set, string? required) =>
        vm.Globals.Define(
            vm.Symbols.Intern(name),
            _ => get(),
            (t, _, value) =>
            {
                if (required is not null && !t.RespondsTo(value, vm.Symbols.Intern(required)))
                {
                    throw t.Error(vm.Classes.TypeError, $"{name} must have {required} method, {t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(value))} given");
                }

                set(value);
            });

    /// <summary>A text that input and output use by default; setting it is deprecated.</summary>
    private static void Separator(VirtualMachine vm, string name, Value value, params ReadOnlySpan<string> others)
    {
        vm.Globals.Define(
            vm.Symbols.Intern(name),
            _ => value,
            (t, written, given) =>
            {
                if (!given.IsNil && given.Ref is not StringObject && !(name == "$;" && given.Ref is RegexpObject))
                {
                    throw t.Error(vm.Classes.TypeError, $"value of {written.Text} must be String{(name == "$;" ? " or Regexp" : "")}");
                }

                value = given;
                if (!given.IsNil && vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern("Warning"), out Value warning))
                {
                    t.Send(warning, vm.Symbols.Intern("__deprecated_global"), written);
                }
            });
        Alias(vm, name, others);
    }

    private static Value Frozen(VirtualMachine vm, string text)
    {
        StringObject value = vm.NewString(text);
        value.Header |= HeaderFlags.Frozen;
        return value;
    }

    private static void Variable(VirtualMachine vm, string name, Value value) => vm.Globals.Set(vm.MainThread, vm.Symbols.Intern(name), value);

    private static void Alias(VirtualMachine vm, string name, params ReadOnlySpan<string> others)
    {
        foreach (string other in others)
        {
            vm.Globals.Alias(vm.Symbols.Intern(other), vm.Symbols.Intern(name));
        }
    }

    /// <summary>A global that a program can't set.</summary>
    public static void ReadOnly(VirtualMachine vm, string name, Func<VmThread, Value> getter, params ReadOnlySpan<string> others)
    {
        vm.Globals.Define(
            vm.Symbols.Intern(name),
            getter,
            (t, written, _) => throw DispatchFailures.NameError(t, vm.Classes.NameError, $"{written.Text} is a read-only variable", written, Value.Nil));
        Alias(vm, name, others);
    }
}
