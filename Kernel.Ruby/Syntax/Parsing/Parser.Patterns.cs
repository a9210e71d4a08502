using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Patterns of <c>case/in</c>, <c>=></c> and <c>in</c>.</summary>
internal sealed partial class Parser
{
    /// <summary>The variables that the pattern being parsed binds.</summary>
    private List<string> _patternNames = [];

    /// <summary>A pattern where the brackets or braces around its elements may be left out.</summary>
    private Node ParseTopPattern()
    {
        List<string> saved = _patternNames;
        _patternNames = [];
        Node pattern = ParseOpenPattern();
        _patternNames = saved;
        return pattern;
    }

    private Node ParseOpenPattern()
    {
        int start = _lex.Start;
        if (AtPatternKey())
        {
            return ParseHashPatternElements(null, start, closing: null);
        }
        if (_lex.Kind == TokenKind.Star)
        {
            return ParseArrayPatternElements(null, start, null, closing: null);
        }
        Node first = ParsePattern();
        return _lex.Kind == TokenKind.Comma ? ParseArrayPatternElements(null, start, first, closing: null) : first;
    }

    /// <summary>Alternatives, with names for what they match.</summary>
    private Node ParsePattern()
    {
        CheckDepth();
        int bound = _patternNames.Count;
        Node pattern = ParsePrimitivePattern();
        bool isAlternation = _lex.Kind == TokenKind.Or;
        while (_lex.Kind == TokenKind.Or)
        {
            _lex.Advance();
            SkipNewlines();
            Node right = ParsePrimitivePattern();
            pattern = new AlternationPatternNode(SpanOf(pattern, right), pattern, right);
        }
        if (isAlternation && _patternNames.Count > bound)
        {
            Report(pattern.Location, $"illegal variable in alternative pattern ({_patternNames[bound]})");
        }
        while (_lex.Kind == TokenKind.Arrow)
        {
            _lex.Advance();
            SkipNewlines();
            LocalVariableTargetNode target = ParsePatternVariable();
            pattern = new CapturePatternNode(SpanOf(pattern, target), pattern, target);
        }
        return pattern;
    }

    private LocalVariableTargetNode ParsePatternVariable()
    {
        if (_lex.Kind != TokenKind.Identifier)
        {
            throw Unexpected("a local variable");
        }
        SourceSpan span = _lex.Span;
        string name = TakeName();
        return BindPatternVariable(name, span);
    }

    /// <summary>A variable that the pattern binds; only names with an underscore may come twice.</summary>
    private LocalVariableTargetNode BindPatternVariable(string name, SourceSpan span)
    {
        CheckName(name, span.Start);
        if (name[0] != '_')
        {
            if (_patternNames.Contains(name))
            {
                Report(span, $"duplicated variable name '{name}'");
            }
            _patternNames.Add(name);
        }
        return new LocalVariableTargetNode(span, name, Declare(name));
    }

    private Node ParsePrimitivePattern()
    {
        int start = _lex.Start;
        switch (_lex.Kind)
        {
            case TokenKind.LeftBracket:
                return ParseBracketPattern(null, start, TokenKind.RightBracket);
            case TokenKind.LeftBrace:
                return ParseBracePattern();
            case TokenKind.LeftParen:
                BracketState saved = OpenBrackets();
                _lex.Advance();
                SkipNewlines();
                Node inner = ParsePattern();
                SkipNewlines();
                CloseBrackets(saved, TokenKind.RightParen);
                return new ParenthesesNode(SpanFrom(start), ParenthesesFlags.None, inner);
            case TokenKind.Caret:
                return ParsePin();
            case TokenKind.Identifier:
                return ParsePatternVariable();
            case TokenKind.Dot2 or TokenKind.Dot3:
                RangeFlags flags = RangeFlagsOf(_lex.Kind);
                _lex.Advance();
                Node end = ParsePatternValue();
                return new RangeNode(SpanFrom(start), flags, null, end);
            default:
                return ParsePatternRange(start);
        }
    }

    private static RangeFlags RangeFlagsOf(TokenKind kind) => kind == TokenKind.Dot3 ? RangeFlags.ExcludeEnd : RangeFlags.None;

    private Node ParsePatternRange(int start)
    {
        Node value = ParsePatternValue();
        if (_lex.Kind is not (TokenKind.Dot2 or TokenKind.Dot3))
        {
            return value;
        }
        RangeFlags flags = RangeFlagsOf(_lex.Kind);
        _lex.Advance();
        bool hasEnd = _lex.Kind != TokenKind.LeftBracket && StartsOperand()
            && _lex.Kind is not (TokenKind.KeywordIf or TokenKind.KeywordUnless);
        Node? end = hasEnd ? ParsePatternValue() : null;
        return new RangeNode(SpanFrom(start), flags, value, end);
    }

    /// <summary>A constant with its pattern, or a literal.</summary>
    private Node ParsePatternValue()
    {
        int start = _lex.Start;
        if (_lex.Kind is TokenKind.Constant or TokenKind.ColonColon)
        {
            return ParseConstantPattern(start);
        }
        if (_lex.Kind == TokenKind.Minus)
        {
            SourceSpan minus = _lex.Span;
            _lex.Advance();
            return ParseNumber(minus.Start, isNegative: true);
        }
        bool isValue = _lex.Kind is TokenKind.Number or TokenKind.DoubleQuote or TokenKind.SingleQuote or TokenKind.Backtick
            or TokenKind.Colon or TokenKind.Question or TokenKind.Slash or TokenKind.Percent or TokenKind.OperatorAssign
            or TokenKind.ShiftLeft or TokenKind.LambdaArrow or TokenKind.KeywordNil or TokenKind.KeywordTrue or TokenKind.KeywordFalse
            or TokenKind.KeywordSelf or TokenKind.KeywordFile or TokenKind.KeywordLine or TokenKind.KeywordEncoding;
        return isValue ? ParsePrimary() : throw Unexpected("a pattern");
    }

    private Node ParseConstantPattern(int start)
    {
        Node constant;
        if (Accept(TokenKind.ColonColon))
        {
            constant = new ConstantPathNode(SpanOfConstant(start, out string name), null, name);
        }
        else
        {
            SourceSpan span = _lex.Span;
            constant = new ConstantReadNode(span, TakeName());
        }
        while (Accept(TokenKind.ColonColon))
        {
            constant = new ConstantPathNode(SpanOfConstant(start, out string name), constant, name);
        }
        return _lex.Kind switch
        {
            TokenKind.LeftParen when !_lex.SpaceBefore => ParseBracketPattern(constant, start, TokenKind.RightParen),
            TokenKind.LeftBracket when !_lex.SpaceBefore => ParseBracketPattern(constant, start, TokenKind.RightBracket),
            _ => constant,
        };
    }

    private Node ParsePin()
    {
        int start = _lex.Start;
        _lex.Advance();
        if (_lex.Kind == TokenKind.LeftParen)
        {
            BracketState saved = OpenBrackets();
            _lex.Advance();
            SkipNewlines();
            Node expression = ParseExpression();
            SkipNewlines();
            CloseBrackets(saved, TokenKind.RightParen);
            return new PinnedExpressionNode(SpanFrom(start), expression);
        }
        SourceSpan span = _lex.Span;
        if (_lex.Kind is TokenKind.InstanceVariable or TokenKind.ClassVariable or TokenKind.GlobalVariable
            or TokenKind.BackReference or TokenKind.NumberedReference)
        {
            Node variable = ParsePrimary();
            return new PinnedVariableNode(SpanFrom(start), variable);
        }
        if (_lex.Kind != TokenKind.Identifier)
        {
            throw Unexpected("a variable");
        }
        string name = TakeName();
        int depth = FindLocal(name);
        if (depth < 0 && FindImplicitParameter(name, span) is { } parameter)
        {
            return new PinnedVariableNode(SpanFrom(start), parameter);
        }
        if (depth < 0)
        {
            Report(span, $"{name}: no such local variable");
        }
        return new PinnedVariableNode(SpanFrom(start), new LocalVariableReadNode(span, name, depth));
    }

    /// <summary>Elements in brackets, or in the parentheses behind a constant.</summary>
    private Node ParseBracketPattern(Node? constant, int start, TokenKind closing)
    {
        BracketState saved = OpenBrackets();
        _lex.Advance();
        SkipNewlines();
        Node pattern;
        if (_lex.Kind == closing)
        {
            pattern = new ArrayPatternNode(SpanFrom(start), constant, [], null, []);
        }
        else if (AtPatternKey())
        {
            pattern = ParseHashPatternElements(constant, start, closing);
        }
        else
        {
            pattern = ParseArrayPatternElements(constant, start, null, closing);
        }
        CloseBrackets(saved, closing);
        pattern.Location = SpanFrom(start);
        return pattern;
    }

    private HashPatternNode ParseBracePattern()
    {
        int start = _lex.Start;
        BracketState saved = OpenBrackets();
        _lex.Advance();
        SkipNewlines();
        HashPatternNode pattern = ParseHashPatternElements(null, start, TokenKind.RightBrace);
        CloseBrackets(saved, TokenKind.RightBrace);
        pattern.Location = SpanFrom(start);
        return pattern;
    }

    /// <summary>The elements of an array or find pattern; the first one may have been read already.</summary>
    private Node ParseArrayPatternElements(Node? constant, int start, Node? first, TokenKind? closing)
    {
        var requireds = new List<Node>();
        var posts = new List<Node>();
        Node? rest = null;
        Node? second = null;
        if (first is null)
        {
            AddPatternElement(requireds, posts, ref rest, ref second);
        }
        else
        {
            requireds.Add(first);
        }
        while (true)
        {
            if (closing is not null)
            {
                SkipNewlines();
            }
            SourceSpan comma = _lex.Span;
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
            SkipNewlines();
            bool ends = closing is not null ? _lex.Kind == closing
                : _lex.Kind is TokenKind.Semicolon or TokenKind.KeywordThen or TokenKind.EndOfFile
                    or TokenKind.KeywordIf or TokenKind.KeywordUnless or TokenKind.KeywordAnd or TokenKind.KeywordOr or TokenKind.RightParen;
            if (ends)
            {
                rest ??= new ImplicitRestNode(comma);
                break;
            }
            AddPatternElement(requireds, posts, ref rest, ref second);
        }
        if (second is not null)
        {
            if (requireds.Count > 0)
            {
                throw new SyntaxException(start, "unexpected splat in a find pattern", false);
            }
            return new FindPatternNode(SpanFrom(start), constant, (SplatNode)rest!, [.. posts], (SplatNode)second);
        }
        return new ArrayPatternNode(SpanFrom(start), constant, [.. requireds], rest, [.. posts]);
    }

    private void AddPatternElement(List<Node> requireds, List<Node> posts, ref Node? rest, ref Node? second)
    {
        if (_lex.Kind != TokenKind.Star)
        {
            (rest is null ? requireds : posts).Add(ParsePattern());
            return;
        }
        int start = _lex.Start;
        _lex.Advance();
        Node? target = _lex.Kind == TokenKind.Identifier ? ParsePatternVariable() : null;
        var splat = new SplatNode(SpanFrom(start), target);
        if (rest is null)
        {
            rest = splat;
        }
        else if (second is null)
        {
            second = splat;
        }
        else
        {
            throw new SyntaxException(start, "unexpected splat in a find pattern", false);
        }
    }

    private bool AtPatternKey()
    {
        if (_lex.Kind == TokenKind.StarStar || AtLabel())
        {
            return true;
        }
        return _lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote && _lex.ClosesAsLabel();
    }

    private HashPatternNode ParseHashPatternElements(Node? constant, int start, TokenKind? closing)
    {
        var elements = new List<AssocNode>();
        Node? rest = null;
        while (_lex.Kind != closing)
        {
            if (_lex.Kind == TokenKind.StarStar)
            {
                rest = ParseHashPatternRest();
            }
            else
            {
                AssocNode element = ParseHashPatternElement(closing);
                CheckPatternKey(elements, element);
                elements.Add(element);
            }
            if (closing is not null)
            {
                SkipNewlines();
            }
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
            if (closing is not null)
            {
                SkipNewlines();
            }
            else if (!AtPatternKey())
            {
                break;
            }
        }
        return new HashPatternNode(SpanFrom(start), constant, [.. elements], rest);
    }

    private void CheckPatternKey(List<AssocNode> elements, AssocNode element)
    {
        foreach (AssocNode other in elements)
        {
            if (((SymbolNode)other.Key).Unescaped.AsSpan().SequenceEqual(((SymbolNode)element.Key).Unescaped))
            {
                Report(element.Key.Location, $"duplicated key name '{((SymbolNode)element.Key).Text}'");
            }
        }
    }

    private Node ParseHashPatternRest()
    {
        int start = _lex.Start;
        _lex.Advance();
        if (Accept(TokenKind.KeywordNil))
        {
            return new NoKeywordsParameterNode(SpanFrom(start));
        }
        Node? target = _lex.Kind == TokenKind.Identifier ? ParsePatternVariable() : null;
        return new AssocSplatNode(SpanFrom(start), target);
    }

    private AssocNode ParseHashPatternElement(TokenKind? closing)
    {
        int start = _lex.Start;
        Node key;
        string name;
        if (_lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote)
        {
            key = ParseQuoted(mayBeLabel: true, out bool isLabel);
            if (!isLabel || key is not SymbolNode symbol)
            {
                throw new SyntaxException(start, "expected a label as the key in the hash pattern", false);
            }
            name = _lex.Intern(symbol.Text);
        }
        else if (AtLabel())
        {
            int end = _lex.End;
            name = _lex.Name();
            key = NameSymbol(start, end);
            _lex.Resume(end + 1);
            key.Location = new SourceSpan(start, end + 1);
        }
        else
        {
            throw Unexpected("a label");
        }
        bool hasNewline = _lex.Kind == TokenKind.Newline;
        if (closing is not null)
        {
            SkipNewlines();
        }
        bool isImplicit = _lex.Kind is TokenKind.Comma or TokenKind.RightBrace or TokenKind.RightParen or TokenKind.RightBracket
            or TokenKind.Newline or TokenKind.Semicolon or TokenKind.KeywordThen or TokenKind.KeywordIf or TokenKind.KeywordUnless
            or TokenKind.EndOfFile or TokenKind.KeywordAnd or TokenKind.KeywordOr || (hasNewline && closing is null);
        if (!isImplicit)
        {
            Node pattern = ParsePattern();
            return new AssocNode(SpanOf(key, pattern), key, pattern);
        }
        if (name.Length == 0 || !CharacterClass.IsName((byte)Math.Min(name[^1], (char)255)) || char.IsAsciiLetterUpper(name[0]))
        {
            Report(key.Location, $"key '{name}' must be the name of a local variable");
        }
        LocalVariableTargetNode target = BindPatternVariable(name, key.Location);
        return new AssocNode(key.Location, key, new ImplicitNode(key.Location, target));
    }
}
