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
        CompiledCode body = Compile(t, a[0], a.OrNil(1), a.OrNil(2), binding, scope);
        return Push(t, t.WindowOf(a), body, binding, self, definee);
    }

    /// <summary>Runs source in a binding; new variables stay in the binding. A nested run, because the binding changes after it.</summary>
    public static Value EvalInBinding(VmThread t, BindingState binding, Value source, Value file, Value line)
    {
        CompiledCode body = Compile(t, source, file, line, binding, binding.Scope);
        Value result = t.RunBody(body, binding.Self, binding.Closure(t, body, binding.Self, null));
        IReadOnlyList<SymbolObject> added = Scopes.NamesOf(body);
        if (added.Count > 0 && t.Frames[t.FrameIndex + 1] is { Environment: { } environment } left && left.Code == body)
        {
            binding.Environment = environment;
            binding.Names = [added, .. binding.Names];
        }

        return result;
    }

    /// <summary>Runs source in the caller's frame, in the primitive's own stead.</summary>
    public static Value EvalInCaller(VmThread t, in Arguments a, Value file, Value line)
    {
        BindingState binding = BindingState.Capture(t);
        CompiledCode body = Compile(t, a[0], file, line, binding, binding.Scope);
        return Push(t, t.WindowOf(a), body, binding, binding.Self, null);
    }

    private static Value Push(VmThread t, int window, CompiledCode body, BindingState binding, Value self, ClassObject? definee)
    {
        t.Stack[window] = self;
        t.Stack[window + 1] = Value.NoBlock;
        Calls.PushFrame(t, body, window, 0, binding.Closure(t, body, self, definee), FrameFlags.None);
        return new Value(Tags.Control, 0);
    }

    private static CompiledCode Compile(VmThread t, Value source, Value file, Value line, BindingState binding, LexicalScope? scope)
    {
        StringObject text = Coercions.ToStr(t, source);
        string name = file.IsNil ? $"(eval at {binding.File}:{binding.Line})" : Expect.Text(t, file);
        ILanguage language = t.Vm.Languages[1] ?? throw t.Error(t.Vm.Classes.NotImplementedError, "this program has no compiler for Ruby");
        CompiledCode body = language.Compile(new CompilationRequest
        {
            Source = text.Span.ToArray(),
            File = name,
            FirstLine = line.IsNil ? 1 : (int)Coercions.ToLong(t, line),
            OuterScopes = binding.Names,
        });
        Scopes.Note(body, binding.Names);
        return Definitions.Bind(body, null, scope);
    }
}
