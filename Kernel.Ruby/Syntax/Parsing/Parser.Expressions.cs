using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Binary and unary operators by precedence.</summary>
internal sealed partial class Parser
{
    /// <summary>An expression of operators that bind at least as tightly as <paramref name="minimum"/>.</summary>
    private Node ParseBinary(int minimum = Precedence.Ternary, bool isStatement = false) =>
        ContinueBinary(ParseOperand(isStatement), minimum);

    private Node ContinueBinary(Node left, int minimum)
    {
        while (true)
        {
            TokenKind kind = _lex.Kind;
            int precedence = Precedence.Of(kind);
            if (precedence < minimum || precedence == 0 || (kind == TokenKind.Or && _leavesPipe) || left.IsCommand)
            {
                return left;
            }
            left = kind switch
            {
                TokenKind.Question => ParseTernary(left),
                TokenKind.Dot2 or TokenKind.Dot3 => ParseRange(left),
                TokenKind.AndAnd or TokenKind.OrOr => ParseLogical(left, precedence),
                _ => ParseOperatorCall(left, precedence),
            };
            int next = Precedence.Of(_lex.Kind);
            bool isAssociative = precedence switch
            {
                Precedence.Equality => next != precedence,
                Precedence.Range => next < precedence || next is not (Precedence.Or or Precedence.BitAnd or Precedence.Multiplicative or Precedence.Power or Precedence.Range),
                _ => true,
            };
            if (!isAssociative)
            {
                throw Unexpected();
            }
        }
    }

    private Node ParseOperatorCall(Node left, int precedence)
    {
        SourceSpan message = _lex.Span;
        string name = _lex.Name();
        _lex.Advance();
        SkipNewlines();
        Valued(left);
        Node right = Operand(ParseBinary(precedence == Precedence.Power ? precedence : precedence + 1));
        var arguments = new ArgumentsNode(right.Location, ArgumentsFlags.None, [right]);
        var call = new CallNode(SpanOf(left, right), VisibilityOf(left), left, name, message, false, arguments, null);
        return name == "=~" && left is RegularExpressionNode regexp ? ToMatchWrite(call, regexp) : call;
    }

    private Node ParseLogical(Node left, int precedence)
    {
        bool isAnd = _lex.Kind == TokenKind.AndAnd;
        _lex.Advance();
        SkipNewlines();
        Valued(left);
        Node right = RejectCommand(ParseBinary(precedence + 1));
        return isAnd ? new AndNode(SpanOf(left, right), left, right) : new OrNode(SpanOf(left, right), left, right);
    }

    private IfNode ParseTernary(Node predicate)
    {
        _lex.Advance();
        SkipNewlines();
        bool saved = _leavesColon;
        _leavesColon = true;
        Node yes = RejectCommand(ParseBinary());
        _leavesColon = saved;
        SkipNewlines();
        if (_lex.Kind != TokenKind.Colon)
        {
            throw Unexpected("':' of the ternary operator");
        }
        int colon = _lex.Start;
        _lex.Advance();
        SkipNewlines();
        Node no = RejectCommand(ParseBinary());
        var otherwise = new ElseNode(new SourceSpan(colon, no.Location.End), ToStatements(no));
        return new IfNode(SpanOf(predicate, no), ToCondition(predicate), ToStatements(yes), otherwise);
    }

    private RangeNode ParseRange(Node? left)
    {
        int start = left?.Location.Start ?? _lex.Start;
        RangeFlags flags = _lex.Kind == TokenKind.Dot3 ? RangeFlags.ExcludeEnd : RangeFlags.None;
        _lex.Advance();
        // `1..` at the end of a line goes on with the next one, if that begins an operand.
        TokenMark newline = _lex.Mark();
        SkipNewlines();
        Node? right = null;
        if (StartsOperand())
        {
            right = Operand(ParseBinary(Precedence.Range + 1));
        }
        else
        {
            _lex.Reset(newline);
        }
        if (left is null && right is null)
        {
            throw Unexpected("the end of a range");
        }
        return new RangeNode(SpanFrom(start), flags, left, right);
    }

    private Node ParseOperand(bool isStatement)
    {
        SourceSpan token = _lex.Span;
        switch (_lex.Kind)
        {
            case TokenKind.Bang:
                _lex.Advance();
                SkipNewlines();
                return UnaryCall(token, "!", ToCondition(ParseOperand(isStatement: false)));
            case TokenKind.Minus when CharacterClass.IsDigit(_lex.At(_lex.End)):
                return ParseNegativeNumber(token);
            case TokenKind.Plus when CharacterClass.IsDigit(_lex.At(_lex.End)):
                _lex.Advance();
                Node number = ParseNumber(token.Start, isNegative: false);
                return FinishOperand(number, isStatement);
            case TokenKind.Minus:
                _lex.Advance();
                SkipNewlines();
                return UnaryCall(token, "-@", RejectCommand(ParseBinary(Precedence.Power)));
            case TokenKind.Plus:
                _lex.Advance();
                SkipNewlines();
                return UnaryCall(token, "+@", RejectCommand(ParseOperand(isStatement: false)));
            case TokenKind.Tilde:
                _lex.Advance();
                SkipNewlines();
                return UnaryCall(token, "~", RejectCommand(ParseOperand(isStatement: false)));
            case TokenKind.Dot2 or TokenKind.Dot3:
                Node range = ParseRange(null);
                return Precedence.Of(_lex.Kind) >= Precedence.Range ? throw Unexpected() : range;
            case TokenKind.KeywordNot when _lex.At(_lex.End) != '(':
                return ParseNot();
            case TokenKind.KeywordDefined:
                return ParseDefined();
            case TokenKind.Star when isStatement:
                return ParseMultiWrite(null);
            default:
                return FinishOperand(ParsePrimary(), isStatement);
        }
    }

    /// <summary>What may follow a primary expression: calls, indexes, and an assignment to it.</summary>
    private Node FinishOperand(Node primary, bool isStatement)
    {
        Node node = ParsePostfix(primary);
        return _lex.Kind switch
        {
            TokenKind.Assign when IsTarget(node) => ParseWrite(node, isStatement),
            TokenKind.OperatorAssign when IsTarget(node) => ParseOperatorWrite(node),
            TokenKind.Comma when isStatement && IsTarget(node) => ParseMultiWrite(node),
            TokenKind.Assign or TokenKind.OperatorAssign when ReasonAgainstWriting(node) is { } reason => ParseRefusedWrite(node, reason),
            _ => node,
        };
    }

    private Node ParseRefusedWrite(Node target, string reason)
    {
        Report(target.Location, reason);
        _lex.Advance();
        SkipNewlines();
        return ParseBinary();
    }

    /// <summary>Why what looks like a variable can't be assigned to; null for other expressions.</summary>
    private string? ReasonAgainstWriting(Node node) => node switch
    {
        SelfNode => "Can't change the value of self",
        NilNode or TrueNode or FalseNode or SourceFileNode or SourceLineNode or SourceEncodingNode => $"Can't assign to {TextOf(node)}",
        BackReferenceReadNode or NumberedReferenceReadNode => $"Can't set variable {TextOf(node)}",
        _ => null,
    };

    private string TextOf(Node node) => System.Text.Encoding.UTF8.GetString(_source.Slice(node.Location));

    /// <summary>A minus sign directly before digits belongs to the number, unless a power binds more tightly.</summary>
    private Node ParseNegativeNumber(SourceSpan minus)
    {
        _lex.Advance();
        SourceSpan digits = _lex.Span;
        _lex.Advance();
        if (_lex.Kind == TokenKind.StarStar)
        {
            Node number = MakeNumber(digits.Start, digits, isNegative: false);
            return UnaryCall(minus, "-@", ParseOperatorCall(number, Precedence.Power));
        }
        return FinishOperand(MakeNumber(minus.Start, digits, isNegative: true), isStatement: false);
    }

    private Node ParseDefined()
    {
        int jumps = _strayJumps.Count;
        _rescueDepth++;
        _definedDepth++;
        Node node = ParseDefinedOperand();
        _rescueDepth--;
        _definedDepth--;
        _strayJumps.RemoveRange(jumps, _strayJumps.Count - jumps);
        return FinishOperand(node, isStatement: false);
    }

    /// <summary>Jumps in the operand never happen, so they may stand anywhere.</summary>
    private DefinedNode ParseDefinedOperand()
    {
        int start = _lex.Start;
        _lex.Advance();
        bool hasNewline = _lex.Kind == TokenKind.Newline;
        SkipNewlines();
        if (_lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore)
        {
            BracketState saved = OpenBrackets();
            _lex.Advance();
            SkipNewlines();
            Node value = _lex.Kind == TokenKind.RightParen && hasNewline
                ? new ParenthesesNode(_lex.Span, ParenthesesFlags.None, null) : ParseExpression(isStatement: true);
            SkipNewlines();
            CloseBrackets(saved, TokenKind.RightParen);
            return new DefinedNode(SpanFrom(start), value);
        }
        Node operand = RejectCommand(ParseBinary());
        return new DefinedNode(SpanFrom(start), operand);
    }

    /// <summary>Whether the current token can begin an operand, spaces aside.</summary>
    private bool StartsOperand()
    {
        switch (_lex.Kind)
        {
            case TokenKind.Identifier or TokenKind.MethodIdentifier or TokenKind.Constant or TokenKind.InstanceVariable
                or TokenKind.ClassVariable or TokenKind.GlobalVariable or TokenKind.BackReference or TokenKind.NumberedReference
                or TokenKind.Number or TokenKind.DoubleQuote or TokenKind.SingleQuote or TokenKind.Backtick
                or TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.ColonColon
                or TokenKind.LambdaArrow or TokenKind.Minus or TokenKind.Plus or TokenKind.Bang or TokenKind.Tilde
                or TokenKind.Slash or TokenKind.Percent or TokenKind.Dot2 or TokenKind.Dot3:
                return true;
            case TokenKind.Colon or TokenKind.Question:
                return !CharacterClass.IsSpace(_lex.At(_lex.End)) && _lex.End < _lex.Limit;
            case TokenKind.ShiftLeft:
                return _lex.ReadHeredocOpening() is not null;
            case TokenKind.OperatorAssign:
                return _lex.At(_lex.Start) is (byte)'/' or (byte)'%';
            default:
                return StartsOperandKeyword(_lex.Kind);
        }
    }

    private static bool StartsOperandKeyword(TokenKind kind) => kind
        is TokenKind.KeywordBegin or TokenKind.KeywordBreak or TokenKind.KeywordCase or TokenKind.KeywordClass
        or TokenKind.KeywordDef or TokenKind.KeywordDefined or TokenKind.KeywordFalse or TokenKind.KeywordFor
        or TokenKind.KeywordIf or TokenKind.KeywordModule or TokenKind.KeywordNext or TokenKind.KeywordNil
        or TokenKind.KeywordNot or TokenKind.KeywordRedo or TokenKind.KeywordRetry or TokenKind.KeywordReturn
        or TokenKind.KeywordSelf or TokenKind.KeywordSuper or TokenKind.KeywordTrue or TokenKind.KeywordUnless
        or TokenKind.KeywordUntil or TokenKind.KeywordWhile or TokenKind.KeywordEncoding or TokenKind.KeywordFile
        or TokenKind.KeywordLine or TokenKind.KeywordYield;
}
