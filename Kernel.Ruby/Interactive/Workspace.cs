using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Interactive;

/// <summary>A place in which to evaluate: a binding that keeps the local variables from one evaluation to the next.</summary>
public sealed class Workspace
{
    /// <summary>File that evaluated code seems to stand in.</summary>
    public const string FileName = "(irb)";

    private readonly RubyRuntime _runtime;
    private readonly BindingState _state;
    private readonly Value _binding;

    private Workspace(RubyRuntime runtime, Value binding)
    {
        _runtime = runtime;
        _binding = binding;
        _state = BindingPrimitives.StateOf(runtime.Vm.MainThread, binding);
    }

    /// <summary>self.</summary>
    public Value Self => _state.Self;

    /// <summary>File of the place, for a binding of a running program.</summary>
    public string File => _state.File;

    /// <summary>Line of the place.</summary>
    public int Line => _state.Line;

    /// <summary>The modules around the place.</summary>
    internal LexicalScope? Scope => _state.Scope;

    /// <summary>Names of the local variables.</summary>
    public IReadOnlyList<string> Locals =>
        [.. _state.Names.SelectMany(scope => scope).Select(name => name.Text).Where(name => Names.IsIdentifier(name)).Distinct()];

    /// <summary>The workspace of a binding.</summary>
    internal static Workspace Of(RubyRuntime runtime, Value binding) => new(runtime, binding);

    /// <summary>The place at top level: TOPLEVEL_BINDING.</summary>
    public static Workspace TopLevel(RubyRuntime runtime)
    {
        VirtualMachine vm = runtime.Vm;
        return vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern("TOPLEVEL_BINDING"), out Value binding)
            ? new Workspace(runtime, binding)
            : throw new InvalidOperationException("the program was not prepared");
    }

    /// <summary>
    /// A place with another self and no variables: <c>def</c> defines on the object alone; in a module it defines instance
    /// methods, and its constants are seen.
    /// </summary>
    public Workspace Inside(Value self)
    {
        VirtualMachine vm = _runtime.Vm;
        ClassObject? definee = self.Ref as ClassObject ?? vm.Hierarchy.SingletonClass(self);
        LexicalScope? scope = self.Ref is ClassObject module ? new LexicalScope(module, null) : null;
        CompiledCode body = vm.Languages[1]!.Compile(new CompilationRequest { Source = [], File = FileName });
        return new Workspace(_runtime, BindingPrimitives.New(vm.MainThread, new BindingState
        {
            Self = self,
            Names = [],
            Scope = scope,
            Method = Definitions.Bind(vm, body, null, scope),
            Definee = definee,
            File = FileName,
            Line = 1,
        }));
    }

    /// <summary>Evaluates source; whatever it raises is in the result. Only a return to a frame outside of it passes through.</summary>
    public EvaluationResult Evaluate(string source, int line)
    {
        VmThread thread = _runtime.Vm.MainThread;
        return Run(() => thread.Send(
            _binding, _runtime.Vm.Symbols.Intern("eval"), _runtime.Vm.NewString(source), _runtime.Vm.NewString(FileName), Value.FromInteger(line)));
    }

    /// <summary>Runs code of the guest; whatever it raises is in the result.</summary>
    public EvaluationResult Run(Func<Value> code)
    {
        Value value = Value.Nil;
        Value error = RubyRuntime.GuardExceptions(_runtime.Vm.MainThread, () => value = code());
        return new EvaluationResult(value, error.Ref as ExceptionObject);
    }

    /// <summary>Sets a local variable, which need not exist.</summary>
    public void SetLocal(string name, Value value)
    {
        VmThread thread = _runtime.Vm.MainThread;
        Run(() => thread.Send(_binding, _runtime.Vm.Symbols.Intern("local_variable_set"), _runtime.Vm.Symbols.Intern(name), value));
    }

    /// <summary>Value of a local variable; false when there is none.</summary>
    internal bool TryLocal(string name, out Value value)
    {
        if (_state.Find(_runtime.Vm.Symbols.Intern(name)) is { } place)
        {
            value = _runtime.Vm.Load(ref place.Environment.Variables[place.Index]);
            return true;
        }

        value = Value.Nil;
        return false;
    }
}
