namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>What a scope belongs to.</summary>
internal enum ScopeKind : byte
{
    Program,
    Method,
    Class,
    SingletonClass,
    Block,
}
