using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>
/// A VM without a kernel: bare core classes and a handful of primitives, so that lowering is tested by running what it
/// made. <see cref="Run"/> answers the inspected value of a program's last expression.
/// </summary>
internal sealed unsafe class BareMachine
{
    private BareMachine(VirtualMachine vm) => Vm = vm;

    /// <summary>The VM.</summary>
    public VirtualMachine Vm { get; }

    /// <summary>Runs a program in a fresh VM; answers its value inspected.</summary>
    public static string Run(string source) => NativeStack.Run(() => Boot().Evaluate(source));

    /// <summary>The code of a program.</summary>
    public static CompiledCode Compile(string source) => NativeStack.Run(() => Boot().CompileText(source));

    /// <summary>A VM that is ready to run tests. Call on <see cref="NativeStack"/>.</summary>
    public static BareMachine Boot()
    {
        VirtualMachine vm = new();
        vm.BootCoreClasses();
        BareMachine machine = new(vm);
        BarePrimitives.Bind(machine);
        machine.Evaluate(BareKernel.Source, CompiledCode.KernelFile("bare.rb"));
        return machine;
    }

    /// <summary>Binds a primitive as a method.</summary>
    public void Define(ClassObject owner, string name, delegate*<VmThread, Arguments, Value> function, int minimum = 0, int maximum = -1)
    {
        string primitive = $"{owner}#{name}";
        Vm.Primitives.Add(primitive, function, minimum, maximum);
        CompiledCode code = Vm.Adopt(
            new CompiledCode { CodeKind = CodeKind.Primitive, EnvironmentId = 1, Name = Vm.Symbols.Intern(name), PrimitiveName = primitive },
            Vm.Classes.CompiledMethod);
        Vm.Methods.Define(owner, Vm.Symbols.Intern(name), code, Visibility.Public, 1, false);
    }

    /// <summary>Compiles a text.</summary>
    public CompiledCode CompileText(string source, string file = "test.rb") =>
        new RubyLanguage(Vm).Compile(new CompilationRequest { Source = Encoding.UTF8.GetBytes(source), File = file });

    /// <summary>Runs a text as main; an uncaught exception is answered as "Class: message".</summary>
    public string Evaluate(string source, string file = "test.rb")
    {
        try
        {
            return Inspect(Vm, Vm.MainThread.RunBody(CompileText(source, file), Vm.Main));
        }
        catch (GuestException error)
        {
            return Describe(error.Exception);
        }
        catch (UnwindException unwinding) when (unwinding.Unwinding.IsException)
        {
            return Describe(unwinding.Unwinding.Exception);
        }
    }

    /// <summary>A value as Ruby's inspect shows it.</summary>
    public static string Inspect(VirtualMachine vm, Value value)
    {
        switch (value.Ref)
        {
            case StringObject text: return $"\"{text}\"";
            case ArrayObject array: return $"[{string.Join(", ", array.Span.ToArray().Select(item => Inspect(vm, item)))}]";
            case HashObject hash:
                IEnumerable<string> pairs = hash.Entries.Take(hash.Used).Where(entry => !entry.Key.IsUndefined).Select(entry =>
                    entry.Key.Ref is SymbolObject symbol ? $"{symbol.Text}: {Inspect(vm, entry.Value)}" : $"{Inspect(vm, entry.Key)} => {Inspect(vm, entry.Value)}");
                return $"{{{string.Join(", ", pairs)}}}";
            case RangeObject range: return $"{Inspect(vm, range.First)}{(range.ExcludesEnd ? "..." : "..")}{Inspect(vm, range.Last)}";
            case BigIntegerObject big: return big.Value.ToString();
            case PlainObject: return $"#<{vm.Hierarchy.RealClass(vm.ClassOf(value))}>";
            case ExceptionObject error: return Describe(error);
            default: return value.ToString();
        }
    }

    private static string Describe(Value exception)
    {
        ExceptionObject error = (ExceptionObject)exception.Ref!;
        return $"{ClassName(error)}: {error.Message}";
    }

    [ThreadStatic]
    private static VirtualMachine? _current;

    /// <summary>Name of an exception's class.</summary>
    public static string ClassName(ExceptionObject error) => _current!.Hierarchy.RealClass(_current.ClassOf(error)).ToString();

    /// <summary>The machine whose objects are described on this thread.</summary>
    public static void Use(VirtualMachine vm) => _current = vm;
}
