namespace Kernel.Smalltalk.Lowering;

/// <summary>Kinds of names.</summary>
internal enum ResolvedNameKind
{
    /// <summary>Nothing has this name.</summary>
    Unknown,

    /// <summary>An instance variable of the receiver.</summary>
    Instance,

    /// <summary>A class variable.</summary>
    Class,

    /// <summary>A global, a class mostly.</summary>
    Global,
}
