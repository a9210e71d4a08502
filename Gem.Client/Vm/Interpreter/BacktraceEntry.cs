using Gem.Vm.Bytecode;
using Gem.Vm.Values;

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

    /// <summary>What ran, as MRI 3.4 labels it: <c>Foo#bar</c>, <c>block in Foo#bar</c>, <c>&lt;class:Foo&gt;</c>, <c>&lt;main&gt;</c>.</summary>
    public string Label
    {
        get
        {
            int depth = Code.CodeKind == CodeKind.Block ? BlockDepth(Code.Root, Code) : 0;
            return depth switch
            {
                0 => MethodLabel,
                1 => "block in " + MethodLabel,
                _ => $"block ({depth} levels) in {MethodLabel}",
            };
        }
    }

    /// <summary>What the method or body around it is called.</summary>
    public string MethodLabel
    {
        get
        {
            string name = Method.Name?.Text ?? "<main>";
            if (name.StartsWith('<') && name.EndsWith('>') && name.Length > 3)
            {
                return name;
            }

            if (Method.CodeKind == CodeKind.Body)
            {
                return Method.Scope?.Module is not { } module ? name
                    : module.IsSingleton ? "singleton class" : $"<{(module.IsModule ? "module" : "class")}:{name}>";
            }

            ClassObject? owner = Method.Owner;
            return owner is { IsSingleton: true, Attached.Ref: ClassObject { Name: not null } attached } ? $"{attached}.{name}"
                : owner is { IsSingleton: false, Name: not null } ? $"{owner}#{name}" : name;
        }
    }

    /// <summary>The line as a backtrace shows it.</summary>
    public override string ToString() => $"{File}:{Line}:in '{Label}'";

    private static int BlockDepth(CompiledCode around, CompiledCode block)
    {
        foreach (Value literal in around.Literals)
        {
            if (literal.Ref is CompiledCode { CodeKind: CodeKind.Block } inner)
            {
                int depth = inner == block ? 1 : BlockDepth(inner, block) + 1;
                if (inner == block || depth > 1)
                {
                    return depth;
                }
            }
        }

        return 0;
    }
}
