using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Arguments of calls, elements of arrays, and pairs.</summary>
internal sealed partial class Parser
{
    /// <summary>Arguments in parentheses or brackets; the current token is the opening one.</summary>
    private ArgumentList ParseDelimitedArguments(TokenKind closing)
    {
        BracketState saved = OpenBrackets();
        _lex.Advance();
        var list = new ArgumentList();
        ParseArgumentList(list, closing);
        CloseBrackets(saved, closing);
        return list;
    }

    /// <summary>Arguments without parentheses; a <c>do</c> behind them belongs to the call they are for.</summary>
    private ArgumentList ParseCommandArguments()
    {
        CheckDepth();
        bool saved = _leavesDo;
        _leavesDo = true;
        var list = new ArgumentList();
        ParseArgumentList(list, closing: null);
        _leavesDo = saved;
        return list;
    }

    private void ParseArgumentList(ArgumentList list, TokenKind? closing)
    {
        if (closing is not null)
        {
            SkipNewlines();
        }
        while (closing is null || _lex.Kind != closing)
        {
            ParseArgument(list, closing);
            if (closing is not null)
            {
                SkipNewlinesBefore(closing.Value);
            }
            if (_lex.Kind != TokenKind.Comma)
            {
                break;
            }
            if (list.Block is not null)
            {
                throw new SyntaxException(_lex.Start, "unexpected argument after a block argument", false);
            }
            _lex.Advance();
            SkipNewlines();
        }
        if (list.Nodes.Count > 1)
        {
            list.Nodes.ForEach(node => RejectCommand(node));
        }
        list.Finish();
    }

    private void ParseArgument(ArgumentList list, TokenKind? closing)
    {
        switch (_lex.Kind)
        {
            case TokenKind.Star:
                if (list.HasPairs)
                {
                    throw Unexpected("no splat behind keyword arguments");
                }
                list.Add(ParseSplatArgument());
                return;
            case TokenKind.StarStar:
                list.AddPair(ParseAssociationSplat());
                return;
            case TokenKind.And:
                list.Block = ParseBlockArgument();
                return;
            case TokenKind.Dot3 when closing == TokenKind.RightParen && _lex.At(_lex.End) == ')':
                RequireAnonymous(AnonymousParameters.Forwarding, "...");
                list.Add(new ForwardingArgumentsNode(_lex.Span));
                _lex.Advance();
                return;
        }
        if (ParseLabelOrOperand(out Node node) is { } pair)
        {
            list.AddPair(pair);
        }
        else if (_lex.Kind == TokenKind.Arrow)
        {
            _lex.Advance();
            SkipNewlines();
            Node value = Operand(ParseBinary());
            list.AddPair(new AssocNode(SpanOf(node, value), node, value));
        }
        else if (list.HasPairs)
        {
            throw ErrorAt(node, "unexpected argument after keyword arguments");
        }
        else
        {
            list.Add(Valued(node));
        }
    }

    private SplatNode ParseSplatArgument()
    {
        int start = _lex.Start;
        _lex.Advance();
        if (EndsArgument())
        {
            RequireAnonymous(AnonymousParameters.Rest, "*");
            return new SplatNode(SpanFrom(start), null);
        }
        Node expression = Operand(ParseBinary());
        return new SplatNode(SpanFrom(start), expression);
    }

    private AssocSplatNode ParseAssociationSplat()
    {
        int start = _lex.Start;
        _lex.Advance();
        if (EndsArgument())
        {
            RequireAnonymous(AnonymousParameters.KeywordRest, "**");
            return new AssocSplatNode(SpanFrom(start), null);
        }
        Node value = Operand(ParseBinary());
        return new AssocSplatNode(SpanFrom(start), value);
    }

    private BlockArgumentNode ParseBlockArgument()
    {
        int start = _lex.Start;
        _lex.Advance();
        if (EndsArgument())
        {
            RequireAnonymous(AnonymousParameters.Block, "&");
            return new BlockArgumentNode(SpanFrom(start), null);
        }
        Node expression = Operand(ParseBinary());
        return new BlockArgumentNode(SpanFrom(start), expression);
    }

    private bool EndsArgument() => _lex.Kind
        is TokenKind.Comma or TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace or TokenKind.Newline
        or TokenKind.Semicolon or TokenKind.EndOfFile;

    private static string NameOf(AnonymousParameters kind) => kind switch
    {
        AnonymousParameters.Rest => "rest",
        AnonymousParameters.KeywordRest => "keyword rest",
        _ => "block",
    };

    private void RequireAnonymous(AnonymousParameters kind, string mark)
    {
        for (Scope? at = _scope; at is not null; at = at.IsOpen ? at.Parent : null)
        {
            if (at.IsBlock && (at.Anonymous & kind) != 0)
            {
                Report(_lex.PreviousEnd - mark.Length, _lex.PreviousEnd, $"anonymous {NameOf(kind)} parameter is also used within block");
                return;
            }
            if ((at.Anonymous & (kind | (kind == AnonymousParameters.Forwarding ? 0 : AnonymousParameters.Forwarding))) != 0)
            {
                return;
            }
        }
        Report(_lex.PreviousEnd - mark.Length, _lex.PreviousEnd, $"unexpected anonymous '{mark}' argument: the method has no such parameter");
    }

    /// <summary>
    /// A pair that begins with a label, or else null and an operand of any operators, which an arrow may make the key of a pair.
    /// </summary>
    private AssocNode? ParseLabelOrOperand(out Node operand)
    {
        if (AtLabel())
        {
            operand = null!;
            int start = _lex.Start;
            int end = _lex.End;
            SymbolNode key = NameSymbol(start, end);
            TokenKind kind = _lex.Kind;
            _lex.Resume(end + 1);
            key.Location = new SourceSpan(start, end + 1);
            return ParseLabelledValue(key, start, end, kind);
        }
        if (_lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote)
        {
            Node quoted = ParseQuoted(mayBeLabel: true, out bool isLabel);
            if (isLabel)
            {
                operand = null!;
                SkipNewlines();
                Node value = Operand(ParseBinary());
                return new AssocNode(SpanOf(quoted, value), quoted, value);
            }
            operand = ContinueBinary(FinishOperand(quoted, isStatement: false), Precedence.Ternary);
            return null;
        }
        operand = ParseBinary();
        return null;
    }

    /// <summary>Whether the current token is a name with a colon that makes it a label.</summary>
    private bool AtLabel() =>
        _lex.At(_lex.End) == ':' && _lex.At(_lex.End + 1) != ':'
        && (_lex.Kind is TokenKind.Identifier or TokenKind.MethodIdentifier or TokenKind.Constant || _lex.Kind >= TokenKind.KeywordAlias);

    private AssocNode ParseLabelledValue(SymbolNode key, int start, int end, TokenKind kind)
    {
        TokenMark newline = _lex.Mark();
        SkipNewlines();
        if (StartsOperand())
        {
            Node value = Operand(ParseBinary());
            return new AssocNode(SpanOf(key, value), key, value);
        }
        _lex.Reset(newline);
        return new AssocNode(key.Location, key, new ImplicitNode(key.Location, ImplicitValue(start, end, kind)));
    }

    /// <summary>What <c>name:</c> without a value reads: a constant, a variable or a call.</summary>
    private Node ImplicitValue(int start, int end, TokenKind kind)
    {
        var span = new SourceSpan(start, end);
        string name = _lex.Name(start, end);
        if (kind == TokenKind.Constant)
        {
            return new ConstantReadNode(span, name);
        }
        if (kind == TokenKind.MethodIdentifier)
        {
            Report(span, $"identifier {name} is not valid to get");
        }

        int depth = FindLocal(name);
        return depth >= 0 ? new LocalVariableReadNode(span, name, depth)
            : new CallNode(span, CallFlags.IgnoreVisibility, null, name, span, false, null, null);
    }

    /// <summary>
    /// Whether the current token, behind a name, begins an argument without parentheses. Behind a local variable whatever
    /// could be an operator is one; behind other names the spaces around it decide.
    /// </summary>
    private bool StartsCommandArgument(bool isLocal)
    {
        byte next = _lex.At(_lex.End);
        bool isTight = _lex.SpaceBefore && !CharacterClass.IsSpace(next) && _lex.End < _lex.Limit;
        switch (_lex.Kind)
        {
            case TokenKind.Identifier or TokenKind.MethodIdentifier or TokenKind.Constant or TokenKind.InstanceVariable
                or TokenKind.ClassVariable or TokenKind.GlobalVariable or TokenKind.BackReference or TokenKind.NumberedReference
                or TokenKind.Number or TokenKind.DoubleQuote or TokenKind.SingleQuote or TokenKind.Backtick
                or TokenKind.LambdaArrow or TokenKind.Bang or TokenKind.Tilde:
                return true;
            case TokenKind.LeftParen:
                return _lex.SpaceBefore;
            case TokenKind.LeftBracket:
                return !isLocal && _lex.SpaceBefore;
            case TokenKind.Minus or TokenKind.Plus or TokenKind.Star or TokenKind.StarStar or TokenKind.And
                or TokenKind.Slash or TokenKind.Percent or TokenKind.ColonColon:
                return !isLocal && isTight;
            case TokenKind.Colon:
                return !isLocal && !_leavesColon && next != '#' && _lex.End < _lex.Limit && !CharacterClass.IsSpace(next);
            case TokenKind.ShiftLeft:
                return !isLocal && _lex.SpaceBefore && _lex.ReadHeredocOpening() is not null;
            case TokenKind.Question:
                return !isLocal && _lex.SpaceBefore && IsCharacterLiteral();
            case TokenKind.KeywordIf or TokenKind.KeywordUnless or TokenKind.KeywordWhile or TokenKind.KeywordUntil:
                return AtLabel();
            default:
                return StartsOperandKeyword(_lex.Kind) || (_lex.Kind >= TokenKind.KeywordAlias && AtLabel());
        }
    }

    private bool IsCharacterLiteral()
    {
        byte c = _lex.At(_lex.End);
        return !CharacterClass.IsSpace(c) && _lex.End < _lex.Limit && !(CharacterClass.IsName(c) && c < 0x80 && CharacterClass.IsName(_lex.At(_lex.End + 1)));
    }
}
