namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>
/// What a token looks like by itself. Whether <c>/</c> divides or begins a regular expression is for the parser to say,
/// which knows whether it awaits an operand or an operator.
/// </summary>
internal enum TokenKind : byte
{
    EndOfFile, Newline, Semicolon,

    // Operands
    Identifier, MethodIdentifier, Constant, InstanceVariable, ClassVariable, GlobalVariable, BackReference,
    NumberedReference, Number, DoubleQuote, SingleQuote, Backtick,

    // Punctuation
    LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace, Comma, Dot, AndDot, Dot2, Dot3,
    Colon, ColonColon, Question, Arrow, LambdaArrow, Assign, OperatorAssign,

    // Operators
    Plus, Minus, Star, StarStar, Slash, Percent, And, AndAnd, Or, OrOr, Caret, Bang, Tilde, Less, LessEqual,
    Greater, GreaterEqual, Equal, CaseEqual, NotEqual, Match, NotMatch, Compare, ShiftLeft, ShiftRight,

    // Keywords; KeywordAlias is the first and KeywordYield the last
    KeywordAlias, KeywordAnd, KeywordBegin, KeywordBeginUpper, KeywordBreak, KeywordCase, KeywordClass, KeywordDef,
    KeywordDefined, KeywordDo, KeywordElse, KeywordElsif, KeywordEnd, KeywordEndUpper, KeywordEnsure, KeywordFalse,
    KeywordFor, KeywordIf, KeywordIn, KeywordModule, KeywordNext, KeywordNil, KeywordNot, KeywordOr, KeywordRedo,
    KeywordRescue, KeywordRetry, KeywordReturn, KeywordSelf, KeywordSuper, KeywordThen, KeywordTrue, KeywordUndef,
    KeywordUnless, KeywordUntil, KeywordWhen, KeywordWhile, KeywordEncoding, KeywordFile, KeywordLine, KeywordYield,
}
