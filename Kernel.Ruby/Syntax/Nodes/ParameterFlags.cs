namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Properties of a parameter. The bits are Prism's.</summary>
[Flags]
public enum ParameterFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>A name such as <c>_</c> that occurs again.</summary>
    RepeatedParameter = 1 << 2,
}
