using Gem.Vm.Bytecode;

namespace Gem.Vm.Interpreter;

/// <summary>One line of a backtrace, not yet text.</summary>
/// <param name="Code">What ran.</param>
/// <param name="Pc">Instruction.</param>
/// <param name="Method">The method whose body it was.</param>
public readonly record struct BacktraceEntry(CompiledCode Code, int Pc, CompiledCode Method)
{
    /// <summary>Source line.</summary>
    public int Line => Code.LineAt(Pc);

    /// <summary>Source file.</summary>
    public string File => Code.Root.File;

    /// <summary>What ran, as MRI 3.4 labels it: <c>Foo#bar</c>, <c>block in Foo#bar</c>, <c>&lt;main&gt;</c>.</summary>
    public string Label
    {
        get
        {
            string name = Method.Name?.Text ?? "<main>";
            string label = Method.Owner is null || name.StartsWith('<') ? name
                : Method.Owner.IsSingleton ? $"{Method.Owner.Attached}.{name}" : $"{Method.Owner}#{name}";
            return Code.CodeKind == CodeKind.Block ? "block in " + label : label;
        }
    }

    /// <summary>The line as a backtrace shows it.</summary>
    public override string ToString() => $"{File}:{Line}:in '{Label}'";
}
