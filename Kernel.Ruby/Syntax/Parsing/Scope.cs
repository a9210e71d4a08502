namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>The local variables of a program, definition, block or lambda while it is parsed.</summary>
/// <param name="parent">The scope around it.</param>
/// <param name="isOpen">Whether the variables of <paramref name="parent"/> can be seen: in blocks and lambdas.</param>
internal sealed class Scope(Scope? parent, bool isOpen)
{
    /// <summary>Names that are searched one by one; a scope with more has an index.</summary>
    private const int MostScanned = 32;

    private readonly List<string> _names = [];
    private HashSet<string>? _index;

    internal Scope? Parent { get; } = parent;

    internal bool IsOpen { get; } = isOpen;

    /// <summary>What this is the scope of.</summary>
    internal ScopeKind Kind { get; init; }

    /// <summary>Whether this is a block or lambda, where <c>it</c> and <c>_1</c> may mean its parameters.</summary>
    internal bool IsBlock => Kind == ScopeKind.Block;

    /// <summary>Whether this is the body of a method, where constants can't be assigned.</summary>
    internal bool IsMethod => Kind == ScopeKind.Method;

    /// <summary>The loops and rescue clauses around the scope, and how many stray jumps there were before it.</summary>
    internal (int Loops, int Rescues, int Jumps) Outer { get; init; }

    /// <summary>Whether the block or lambda lists its parameters.</summary>
    internal bool HasParameterList { get; set; }

    /// <summary>The highest of <c>_1</c> to <c>_9</c> used, 0 for none.</summary>
    internal int NumberedMaximum { get; set; }

    /// <summary>Whether a block within this one used numbered parameters.</summary>
    internal bool HasInnerNumbered { get; set; }

    /// <summary>Whether <c>it</c> was used as the parameter.</summary>
    internal bool UsesIt { get; set; }

    /// <summary>Which anonymous parameters can be passed on.</summary>
    internal AnonymousParameters Anonymous { get; set; }

    /// <summary>The <c>shareable_constant_value</c> around the scope, to be restored behind it.</summary>
    internal Nodes.ShareableConstantFlags OuterShareableConstant { get; init; }

    /// <summary>Whether a name is declared in this very scope. Names are interned.</summary>
    internal bool Contains(string name)
    {
        if (_index is not null)
        {
            return _index.Contains(name);
        }

        foreach (string known in _names)
        {
            if (ReferenceEquals(known, name))
            {
                return true;
            }
        }
        return false;
    }

    internal void Add(string name)
    {
        _names.Add(name);
        if (_names.Count > MostScanned)
        {
            (_index ??= [.. _names]).Add(name);
        }
    }

    /// <summary>The names in order; numbered parameters come first.</summary>
    internal string[] ToLocals() => [.. _names];
}
