using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>eval, instance_eval and class_eval: of strings and of blocks.</summary>
internal static class Evaluation
{
    /// <summary>Runs the block with another self (and place for def) in the primitive's own stead.</summary>
    public static Value CallWithSelf(VmThread t, in Arguments a, Value self, ClassObject? definee, bool passesSelf)
    {
        ProcObject block = Expect.Block(t, a).WithSelf(self, definee);
        int window = t.WindowOf(a);
        t.Stack[window + 1] = Value.NoBlock;
        if (passesSelf)
        {
            t.Stack[window + 2] = self;
        }

        return Calls.CallBlock(t, block, window, passesSelf ? 1 : a.Count, !passesSelf && a.HasKeywords);
    }

    /// <summary>
    /// Runs source (arguments: source, file, line) with self and place for def; it sees the caller's variables.
    /// </summary>
    public static Value EvalString(VmThread t, in Arguments a, Value self, ClassObject? definee)
    {
        BindingState binding = BindingState.Capture(t);
        LexicalScope? scope = definee is null ? binding.Scope : new LexicalScope(definee, binding.Scope);
        return Run(t, t.WindowOf(a), a[0], a.OrNil(1), a.OrNil(2), binding, scope, self, definee);
    }

    /// <summary>Runs source in a binding; new variables stay in the binding.</summary>
    public static Value EvalInBinding(VmThread t, in Arguments a, BindingState binding, Value file, Value line) =>
        Run(t, t.WindowOf(a), a[0], file, line, binding, binding.LastBody is { } last ? last.Scope : binding.Scope, binding.Self, null);

    /// <summary>Compiles, gives the binding an environment for the variables the source adds, and becomes the body's call.</summary>
    private static unsafe Value Run(
        VmThread t, int window, Value source, Value file, Value line, BindingState binding, LexicalScope? scope, Value self, ClassObject? definee)
    {
        CompiledCode body = Definitions.Bind(t.Vm, Compile(t, source, file, line, binding), null, scope);
        binding.LastBody = body;
        Scopes.Note(body, binding.Names);
        if (t.Vm.Tracer.AwaitsScripts)
        {
            t.Vm.Tracer.Compiled(t, body, source);
        }

        t.Stack[window] = self;
        t.Stack[window + 1] = Value.NoBlock;
        Calls.PushFrame(t, body, window, 0, binding.Closure(t, body, self, definee), FrameFlags.None);
        IReadOnlyList<SymbolObject> added = Scopes.NamesOf(t.Vm, body);
        if (added.Count > 0)
        {
            // The environment of the body's variables is made here, for the binding to keep, not by the body.
            binding.Environment = t.Vm.Adopt(new EnvironmentObject(added.Count, binding.Environment), t.Vm.Classes.Environment);
            binding.Names = [added, .. binding.Names];
            ref Frame frame = ref t.Frames[t.FrameIndex];
            frame.Environment = binding.Environment;
            frame.Ip = body.Entry + (body.Entry->Op == Opcode.NewEnvironment ? 1 : 0);
        }

        return new Value(Tags.Control, 0);
    }

    private static CompiledCode Compile(VmThread t, Value source, Value file, Value line, BindingState binding)
    {
        StringObject text = Coercions.ToStr(t, source);
        string name = file.IsNil ? $"(eval at {binding.File}:{binding.Line})" : Expect.Text(t, file);
        if (!EncodingTable.IsAsciiCompatible(text.Encoding))
        {
            throw Coercions.ArgumentError(t, "invalid source encoding");
        }

        ILanguage language = t.Vm.Languages[1] ?? throw t.Error(t.Vm.Classes.NotImplementedError, "this program has no compiler for Ruby");
        return language.Compile(new CompilationRequest
        {
            Source = text.Span.ToArray(),
            File = name,
            Listener = t,
            IsInMethod = binding.Method.Root.CodeKind == CodeKind.Method,
            Encoding = text.Encoding,
            FirstLine = line.IsNil ? 1 : (int)Coercions.ToLong(t, line),
            // An empty scope says that this is an eval, whose variables are kept.
            OuterScopes = binding.Names.Count > 0 ? binding.Names : [[]],
        });
    }
}
