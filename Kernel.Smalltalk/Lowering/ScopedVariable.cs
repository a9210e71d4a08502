namespace Kernel.Smalltalk.Lowering;

/// <summary>An argument or temporary.</summary>
internal sealed class ScopedVariable(string name, VariableScope scope, bool isParameter)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is declared.</summary>
    public VariableScope Scope { get; } = scope;

    /// <summary>Arguments cannot be assigned.</summary>
    public bool IsParameter { get; } = isParameter;

    /// <summary>True when a block that is not inlined refers to it from within: it lives in an environment.</summary>
    public bool IsCaptured { get; set; }

    /// <summary>Index in the environment of its scope, when captured.</summary>
    public int Index { get; set; }

    /// <summary>Register, when not captured; for a captured parameter, where the argument arrives. Given by the lowering.</summary>
    public int Register { get; set; }
}
