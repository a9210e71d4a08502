namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>A token remembered, so that the parser can look beyond it and come back.</summary>
internal readonly record struct TokenMark(TokenKind Kind, int Start, int End, int PreviousEnd, bool SpaceBefore);
