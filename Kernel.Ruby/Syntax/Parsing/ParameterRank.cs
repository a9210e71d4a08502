namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>The order in which kinds of parameters stand.</summary>
internal enum ParameterRank : byte
{
    Required,
    Optional,
    Rest,
    Post,
    Keyword,
    KeywordRest,
    Block,
}
