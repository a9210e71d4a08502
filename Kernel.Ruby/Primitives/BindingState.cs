using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// What a Binding holds: self, the captured variables, and what yield, return, def and constants mean there. Variables
/// that an eval adds make a new innermost environment, so later evals see them.
/// </summary>
internal sealed class BindingState
{
    /// <summary>self.</summary>
    public required Value Self { get; init; }

    /// <summary>Innermost environment.</summary>
    public EnvironmentObject? Environment { get; set; }

    /// <summary>Names in the environments, innermost first.</summary>
    public required List<IReadOnlyList<SymbolObject>> Names { get; set; }

    /// <summary>Modules around the code.</summary>
    public LexicalScope? Scope { get; init; }

    /// <summary>The body of the last eval here: refinements that it activated are active in the next.</summary>
    public CompiledCode? LastBody { get; set; }

    /// <summary>The method around the code.</summary>
    public required CompiledCode Method { get; init; }

    /// <summary>What yield calls.</summary>
    public Value MethodBlock { get; init; }

    /// <summary>Where def defines, if class_eval or instance_eval set it.</summary>
    public ClassObject? Definee { get; init; }

    /// <summary>Frame that return ends, and its token.</summary>
    public int HomeFrame { get; init; }

    /// <summary>Token of <see cref="HomeFrame"/>.</summary>
    public int HomeToken { get; init; }

    /// <summary>Place for source_location and eval's default file name.</summary>
    public string File { get; init; } = "";

    /// <summary>Line of the place.</summary>
    public int Line { get; init; }

    /// <summary>The binding of a thread's running frame.</summary>
    public static BindingState Capture(VmThread t) => Capture(t, t.FrameIndex);

    /// <summary>The binding of a frame.</summary>
    public static unsafe BindingState Capture(VmThread t, int frameIndex)
    {
        ref Frame frame = ref t.Frames[frameIndex];
        ProcObject? closure = frame.Closure;
        bool isHome = closure is null || (frame.Flags & FrameFlags.Lambda) != 0;
        return new BindingState
        {
            Self = t.Stack[frame.Base],
            Environment = frame.Environment,
            Names = Scopes.Around(t.Vm, frame.Code),
            Scope = frame.Code.Root.Scope,
            Method = Calls.MethodOf(ref frame),
            MethodBlock = Calls.MethodBlockOf(t, ref frame),
            Definee = closure?.Definee,
            HomeFrame = isHome ? frameIndex : closure!.HomeFrame,
            HomeToken = isHome ? t.TokenOf(ref frame) : closure!.HomeToken,
            File = frame.Code.Root.File,
            Line = frame.Code.LineAt(Math.Max(0, (int)(frame.Ip - frame.Code.Entry) - 1)),
        };
    }

    /// <summary>The binding around a block.</summary>
    public static BindingState Of(VirtualMachine vm, ProcObject proc)
    {
        List<IReadOnlyList<SymbolObject>> names = Scopes.Around(vm, proc.Code);
        if (Scopes.NamesOf(vm, proc.Code).Count > 0)
        {
            names.RemoveAt(0);
        }

        return new BindingState
        {
            Self = proc.Self,
            Environment = proc.Environment,
            Names = names,
            Scope = proc.Code.Root.Scope,
            Method = proc.MethodCode ?? proc.Code.Root,
            MethodBlock = proc.MethodBlock,
            Definee = proc.Definee,
            HomeFrame = proc.HomeFrame,
            HomeToken = proc.HomeToken,
            File = proc.Code.Root.File,
            Line = proc.Code.Line,
        };
    }

    /// <summary>Where a variable stands; null when there is none of that name.</summary>
    public (EnvironmentObject Environment, int Index)? Find(SymbolObject name)
    {
        EnvironmentObject? environment = Environment;
        foreach (IReadOnlyList<SymbolObject> names in Names)
        {
            for (int i = 0; i < names.Count && environment is not null; i++)
            {
                if (names[i] == name)
                {
                    return (environment, i);
                }
            }

            environment = environment?.Parent;
        }

        return null;
    }

    /// <summary>The closure that runs an eval's body in this binding.</summary>
    public ProcObject Closure(VmThread t, CompiledCode body, Value self, ClassObject? definee) =>
        t.Vm.Adopt(
            new ProcObject
            {
                Code = body,
                Self = self,
                Environment = Environment,
                MethodBlock = MethodBlock,
                Definee = definee ?? Definee,
                MethodCode = Method,
                HomeFrame = HomeFrame,
                HomeToken = HomeToken,
            },
            t.Vm.Classes.Proc);
}
