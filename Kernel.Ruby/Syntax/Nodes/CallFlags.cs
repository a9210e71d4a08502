namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Properties of a call. The bits are Prism's.</summary>
[Flags]
public enum CallFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Written with <c>&amp;.</c>.</summary>
    SafeNavigation = 1 << 2,

    /// <summary>A bare name that could have been a local variable.</summary>
    VariableCall = 1 << 3,

    /// <summary>An assignment: its value is the last argument, not what the method returns.</summary>
    AttributeWrite = 1 << 4,

    /// <summary>The receiver is self, so private methods may be called.</summary>
    IgnoreVisibility = 1 << 5,
}
