namespace Kernel.Ruby.Lowering;

/// <summary>What opens a scope of local variables.</summary>
internal enum ScopeKind
{
    /// <summary>A file, or the text of an eval.</summary>
    Program,

    /// <summary>def.</summary>
    Method,

    /// <summary>class, module, class &lt;&lt;.</summary>
    Body,

    /// <summary>A block.</summary>
    Block,

    /// <summary>A lambda literal.</summary>
    Lambda,

    /// <summary>The body of a for loop or of END: runs as a block, but its variables are those of the scope around it.</summary>
    For,

    /// <summary>A captured scope around an eval.</summary>
    Outer,
}
