namespace Kernel.Ruby.Lowering;

/// <summary>
/// A local variable or parameter, or a hidden one (an anonymous parameter, the state of a flip-flop), with its place.
/// </summary>
internal sealed class ScopeVariable(string name, bool isHidden)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>True when the program can't name it.</summary>
    public bool IsHidden { get; } = isHidden;

    /// <summary>True for a parameter: it has a value from the start.</summary>
    public bool IsParameter { get; set; }

    /// <summary>True for a part of a destructuring parameter: it is assigned before the body begins.</summary>
    public bool IsDestructured { get; set; }

    /// <summary>True when an inner block or an eval may use it: it lives in the scope's environment.</summary>
    public bool IsCaptured { get; set; }

    /// <summary>True when something assigns to it after it was bound.</summary>
    public bool IsAssigned { get; set; }

    /// <summary>Register; for a captured parameter the one in which it arrives. -1 until lowering gives it one.</summary>
    public int Register { get; set; } = -1;

    /// <summary>Index in the environment of a captured one.</summary>
    public int EnvironmentIndex { get; set; } = -1;
}
