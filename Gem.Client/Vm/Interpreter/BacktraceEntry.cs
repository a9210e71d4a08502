using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>One line of a backtrace: what ran, not yet text; or the text that a committed exception brought along.</summary>
public readonly struct BacktraceEntry
{
    private readonly BacktraceLine? _committed;
    private readonly CompiledCode _code = null!;
    private readonly int _pc;

    /// <summary>A line for code that ran, the instruction, and the method whose body it was.</summary>
    public BacktraceEntry(CompiledCode code, int pc, CompiledCode method)
    {
        _code = code;
        _pc = pc;
        Method = method;
    }

    /// <summary>A line of a committed exception.</summary>
    public BacktraceEntry(BacktraceLine committed) => _committed = committed;

    /// <summary>The method whose body ran; null for a line of a committed exception.</summary>
    public CompiledCode? Method { get; }

    /// <summary>Source line.</summary>
    public int Line => _committed?.Line ?? _code.LineAt(_pc);

    /// <summary>Source file.</summary>
    public string File => _committed?.File ?? _code.Root.File;

    /// <summary>True for code of a kernel.</summary>
    public bool IsKernel => CompiledCode.IsKernelFile(File);

    /// <summary>How many blocks of the method it stands in.</summary>
    public int BlockDepth => _committed?.BlockDepth ?? _code.BlockDepth;

    /// <summary>What ran, as MRI 3.4 labels it: <c>Foo#bar</c>, <c>block in Foo#bar</c>, <c>&lt;class:Foo&gt;</c>, <c>&lt;main&gt;</c>.</summary>
    public string Label => BlockDepth switch
    {
        0 => MethodLabel,
        1 => "block in " + MethodLabel,
        int depth => $"block ({depth} levels) in {MethodLabel}",
    };

    /// <summary>What the method or body around it is called.</summary>
    public string MethodLabel => _committed?.MethodLabel ?? LabelOf(Method!);

    /// <summary>The method's name alone.</summary>
    public string BaseLabel => _committed?.BaseLabel ?? NameOf(Method!);

    /// <summary>The line as text that can be committed.</summary>
    internal BacktraceLine Text => _committed ?? new BacktraceLine(File, Line, BlockDepth, MethodLabel, BaseLabel);

    /// <summary>The line as a backtrace shows it.</summary>
    public override string ToString() => $"{File}:{Line}:in '{Label}'";

    private static string NameOf(CompiledCode method) => method.Name?.Text ?? "<main>";

    private static string LabelOf(CompiledCode method)
    {
        string name = NameOf(method);
        if (name.StartsWith('<') && name.EndsWith('>') && name.Length > 3)
        {
            return name;
        }

        if (method.CodeKind == CodeKind.Body)
        {
            return method.Scope?.Module is not { } module ? name
                : module.IsSingleton ? "singleton class" : $"<{(module.IsModule ? "module" : "class")}:{name}>";
        }

        ClassObject? owner = method.Owner;
        return owner is { IsSingleton: true, Attached.Ref: ClassObject { Name: not null } attached } ? $"{attached}.{name}"
            : owner is { IsSingleton: false, Name: not null } ? $"{owner}#{name}" : name;
    }
}
