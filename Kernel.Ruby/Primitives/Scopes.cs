using System.Runtime.CompilerServices;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Tracing;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// The captured variables that a piece of code sees, by name. Each code with captured locals has an environment;
/// <see cref="LocalVariable.Index"/> is the slot in it. Code of an eval goes on with the scopes it was compiled in.
/// </summary>
internal static class Scopes
{
    private static readonly ConditionalWeakTable<CompiledCode, IReadOnlyList<IReadOnlyList<SymbolObject>>> EvalScopes = [];

    /// <summary>Names by environment, innermost first, each in the order of its slots.</summary>
    public static List<IReadOnlyList<SymbolObject>> Around(VirtualMachine vm, CompiledCode code)
    {
        List<CompiledCode> path = [];
        FindPath(code.Root, code, path);
        List<IReadOnlyList<SymbolObject>> scopes = [];
        foreach (CompiledCode step in path)
        {
            if (NamesOf(vm, step) is { Count: > 0 } names)
            {
                scopes.Add(names);
            }
        }

        if (EvalScopes.TryGetValue(code.Root, out IReadOnlyList<IReadOnlyList<SymbolObject>>? outer))
        {
            scopes.AddRange(outer);
        }

        return scopes;
    }

    /// <summary>Notes in which scopes the code of an eval was compiled.</summary>
    public static void Note(CompiledCode evalBody, IReadOnlyList<IReadOnlyList<SymbolObject>> outer) => EvalScopes.AddOrUpdate(evalBody, outer);

    /// <summary>
    /// Names of a code's own captured variables in the order of their slots; empty without an environment. Variables that
    /// a program can't name (an anonymous block parameter) have slots too.
    /// </summary>
    public static IReadOnlyList<SymbolObject> NamesOf(VirtualMachine vm, CompiledCode code)
    {
        int count = code.Instructions is [var first, ..] && TraceMarks.Plain(first.Op) == Opcode.NewEnvironment ? first.Wide : 0;
        foreach (LocalVariable local in code.Locals)
        {
            count = local.IsCaptured ? Math.Max(count, local.Index + 1) : count;
        }

        SymbolObject[] names = new SymbolObject[count];
        foreach (LocalVariable local in code.Locals)
        {
            if (local.IsCaptured)
            {
                names[local.Index] = local.Name;
            }
        }

        for (int i = 0; i < count; i++)
        {
            names[i] ??= vm.Symbols.Intern($"%hidden{i}");
        }

        return names;
    }

    /// <summary>Codes from the wanted one outwards to the root.</summary>
    private static bool FindPath(CompiledCode current, CompiledCode wanted, List<CompiledCode> path)
    {
        if (current == wanted)
        {
            path.Add(current);
            return true;
        }

        foreach (Value literal in current.Literals)
        {
            if (literal.Ref is CompiledCode { CodeKind: CodeKind.Block } inner && FindPath(inner, wanted, path))
            {
                path.Add(current);
                return true;
            }
        }

        return false;
    }
}
