using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm;

/// <summary>Source text to compile.</summary>
public sealed record CompilationRequest
{
    /// <summary>The text's bytes.</summary>
    public required byte[] Source { get; init; }

    /// <summary>File name for messages and backtraces.</summary>
    public required string File { get; init; }

    /// <summary>Encoding of a text of an eval that does not say; a file's is UTF-8.</summary>
    public StringEncoding Encoding { get; init; }

    /// <summary>Number of the first line.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>
    /// For eval: the captured scopes around it, innermost first, each with the names of its variables in the order of
    /// their slots. Null for a file. The variables that the text itself adds are the code's Locals, all captured: when there
    /// are any, the caller runs it in a closure whose environment has a slot for each and stands inside of the given ones.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<SymbolObject>>? OuterScopes { get; init; }

    /// <summary>For eval: whether a method is around it, whose block yield calls.</summary>
    public bool IsInMethod { get; init; }

    /// <summary>Who hears the compiler's warnings; nobody when null.</summary>
    public VmThread? Listener { get; init; }
}
