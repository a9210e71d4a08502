using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Parameters of methods, blocks and lambdas.</summary>
internal sealed partial class Parser
{
    /// <summary>
    /// Parameters up to a closing token, which stays current: <c>)</c>, <c>|</c>, the brace of a lambda, or the newline behind
    /// a <c>def</c>. Null if there are none.
    /// </summary>
    private ParametersNode? ParseParameters(TokenKind closing)
    {
        int start = _lex.Start;
        var list = new ParameterList();
        bool isDelimited = closing is TokenKind.RightParen or TokenKind.Or;
        while (!EndsParameters(closing))
        {
            ParseParameter(list, closing);
            if (isDelimited)
            {
                SkipNewlinesBefore(closing);
            }
            if (_lex.Kind != TokenKind.Comma)
            {
                break;
            }
            SourceSpan comma = _lex.Span;
            _lex.Advance();
            SkipNewlines();
            if (_lex.Kind == closing || _lex.Kind == TokenKind.Semicolon)
            {
                AddImplicitRest(list, comma, closing);
            }
        }
        return list.ToNode(SpanFrom(start));
    }

    /// <summary>A trailing comma, which only blocks may have, and only behind positional parameters.</summary>
    private void AddImplicitRest(ParameterList list, SourceSpan comma, TokenKind closing)
    {
        if (closing != TokenKind.Or || list.Rank > ParameterRank.Optional)
        {
            Report(comma, "unexpected ',' in parameters");
        }
        list.Rest = new ImplicitRestNode(comma);
    }

    private bool EndsParameters(TokenKind closing) => _lex.Kind == closing
        || _lex.Kind is TokenKind.Semicolon or TokenKind.Newline or TokenKind.EndOfFile or TokenKind.LeftBrace
        || (_lex.Kind == TokenKind.KeywordDo && !AtLabel());

    private void ParseParameter(ParameterList list, TokenKind closing)
    {
        int start = _lex.Start;
        switch (_lex.Kind)
        {
            case TokenKind.LeftParen:
                list.AddRequired(ParseDestructuring());
                return;
            case TokenKind.Star:
                (string? name, ParameterFlags flags) = ParseOptionalParameterName(AnonymousParameters.Rest);
                list.Rest = new RestParameterNode(SpanFrom(start), flags, name);
                list.Enter(ParameterRank.Rest, start);
                break;
            case TokenKind.StarStar:
                ParseKeywordRest(list, start);
                list.Enter(ParameterRank.KeywordRest, start);
                break;
            case TokenKind.And:
                (name, flags) = ParseOptionalParameterName(AnonymousParameters.Block);
                list.Block = new BlockParameterNode(SpanFrom(start), flags, name);
                list.Enter(ParameterRank.Block, start);
                break;
            case TokenKind.Dot3 when _scope.IsMethod:
                list.Enter(ParameterRank.KeywordRest, start);
                _scope.Anonymous |= AnonymousParameters.Forwarding;
                _lex.Advance();
                list.KeywordRest = new ForwardingParameterNode(SpanFrom(start));
                list.Enter(ParameterRank.Block, start);
                break;
            case TokenKind.Identifier or >= TokenKind.KeywordAlias when AtLabel():
                list.Enter(ParameterRank.Keyword, start);
                list.Keywords.Add(ParseKeywordParameter(closing));
                break;
            case TokenKind.Identifier:
                ParsePositional(list);
                return;
            default:
                throw Unexpected("a parameter");
        }
        list.CountOne();
    }

    private void ParseKeywordRest(ParameterList list, int start)
    {
        if (_lex.At(_lex.End) == 'n' && IsNoKeywords())
        {
            _lex.Advance();
            _lex.Advance();
            list.KeywordRest = new NoKeywordsParameterNode(SpanFrom(start));
            return;
        }
        (string? name, ParameterFlags flags) = ParseOptionalParameterName(AnonymousParameters.KeywordRest);
        list.KeywordRest = new KeywordRestParameterNode(SpanFrom(start), flags, name);
    }

    /// <summary>Whether <c>nil</c> follows the current <c>**</c>.</summary>
    private bool IsNoKeywords() =>
        _lex.Slice(_lex.End, _lex.End + 3).SequenceEqual("nil"u8) && !CharacterClass.IsName(_lex.At(_lex.End + 3));

    /// <summary>The name behind <c>*</c>, <c>**</c> or <c>&amp;</c>; without one the scope remembers that it can be passed on.</summary>
    private (string? Name, ParameterFlags Flags) ParseOptionalParameterName(AnonymousParameters kind)
    {
        _lex.Advance();
        if (_lex.Kind != TokenKind.Identifier)
        {
            _scope.Anonymous |= kind;
            return (null, ParameterFlags.None);
        }
        SourceSpan span = _lex.Span;
        string name = TakeName();
        return (name, DeclareParameter(name, span));
    }

    private void ParsePositional(ParameterList list)
    {
        SourceSpan span = _lex.Span;
        string name = TakeName();
        ParameterFlags flags = DeclareParameter(name, span);
        if (_lex.Kind != TokenKind.Assign)
        {
            list.AddRequired(new RequiredParameterNode(span, flags, name));
            return;
        }
        _lex.Advance();
        SkipNewlines();
        list.Enter(ParameterRank.Optional, span.Start);
        Node value = Operand(ParseBinary());
        list.Optionals.Add(new OptionalParameterNode(SpanFrom(span.Start), flags, name, value));
        list.CountOne();
    }

    private Node ParseKeywordParameter(TokenKind closing)
    {
        int start = _lex.Start;
        int end = _lex.End;
        string name = _lex.Name();
        ParameterFlags flags = DeclareParameter(name, _lex.Span);
        _lex.Resume(end + 1);
        if (_lex.Kind == TokenKind.Newline && closing != TokenKind.Newline)
        {
            SkipNewlines();
        }
        if (_lex.Kind == TokenKind.Comma || _lex.Kind == closing || !StartsOperand() || (closing == TokenKind.LeftBrace && _lex.Kind == closing))
        {
            return new RequiredKeywordParameterNode(new SourceSpan(start, end + 1), flags, name);
        }
        Node value = Operand(ParseBinary());
        return new OptionalKeywordParameterNode(SpanFrom(start), flags, name, value);
    }

    /// <summary>A parameter in parentheses that takes an array apart.</summary>
    private MultiTargetNode ParseDestructuring()
    {
        int start = _lex.Start;
        _lex.Advance();
        SkipNewlines();
        var lefts = new List<Node>();
        var rights = new List<Node>();
        Node? rest = null;
        while (_lex.Kind != TokenKind.RightParen)
        {
            SourceSpan span = _lex.Span;
            if (Accept(TokenKind.Star))
            {
                Node? target = _lex.Kind == TokenKind.Identifier ? ParseDestructuredName() : null;
                rest = new SplatNode(SpanFrom(span.Start), target);
            }
            else
            {
                Node item = _lex.Kind == TokenKind.LeftParen ? ParseDestructuring() : ParseDestructuredName();
                (rest is null ? lefts : rights).Add(item);
            }
            SkipNewlines();
            SourceSpan comma = _lex.Span;
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
            SkipNewlines();
            if (_lex.Kind == TokenKind.RightParen)
            {
                rest ??= new ImplicitRestNode(comma);
            }
        }
        Expect(TokenKind.RightParen);
        return new MultiTargetNode(SpanFrom(start), [.. lefts], rest, [.. rights]);
    }

    private RequiredParameterNode ParseDestructuredName()
    {
        if (_lex.Kind != TokenKind.Identifier)
        {
            throw Unexpected("a parameter");
        }
        SourceSpan span = _lex.Span;
        string name = TakeName();
        return new RequiredParameterNode(span, DeclareParameter(name, span), name);
    }

    /// <summary>Declares a parameter; only names with an underscore may be repeated.</summary>
    private ParameterFlags DeclareParameter(string name, SourceSpan span)
    {
        if (!_scope.Contains(CheckName(name, span.Start)))
        {
            _scope.Add(name);
            return ParameterFlags.None;
        }
        if (name[0] != '_')
        {
            Report(span, $"duplicated argument name '{name}'");
        }
        return ParameterFlags.RepeatedParameter;
    }
}
