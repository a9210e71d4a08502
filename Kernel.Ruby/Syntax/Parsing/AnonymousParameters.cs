namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>The parameters without a name that a scope can pass on.</summary>
[Flags]
internal enum AnonymousParameters : byte
{
    None = 0,
    Rest = 1,
    KeywordRest = 2,
    Block = 4,
    Forwarding = 8,
}
