using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Names, calls of every spelling, indexes, and constant paths.</summary>
internal sealed partial class Parser
{
    /// <summary>A local variable, or a call of a method of self.</summary>
    private Node ParseIdentifier()
    {
        SourceSpan token = _lex.Span;
        bool mayBeVariable = _lex.Kind == TokenKind.Identifier;
        string name = TakeName();
        int depth = mayBeVariable ? FindLocal(name) : -1;
        bool hasArguments = _lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore;
        bool mayBeParameter = mayBeVariable && (depth < 0 || (depth > 0 && IsNumberedName(name))) && !hasArguments;
        if (mayBeParameter && FindImplicitParameter(name, token) is { } parameter)
        {
            return parameter;
        }
        if (depth >= 0 && !hasArguments && !StartsCommandArgument(isLocal: true) && !StartsBlock())
        {
            return new LocalVariableReadNode(token, name, depth);
        }
        CallNode call = ParseCallArguments(null, name, token, token.Start, CallFlags.IgnoreVisibility, isLocal: depth >= 0);
        bool isBare = mayBeVariable && call is { Arguments: null, Block: null, HasParentheses: false };
        return isBare
            ? new CallNode(token, CallFlags.IgnoreVisibility | CallFlags.VariableCall, null, name, token, false, null, null) : call;
    }

    /// <summary>Whether the current token begins a block for the name or call before it.</summary>
    private bool StartsBlock() => _lex.Kind == TokenKind.LeftBrace ? !_leavesBrace : _lex.Kind == TokenKind.KeywordDo && !_leavesDo;

    /// <summary><c>_1</c> and <c>it</c> where they stand for a block's parameters, else null.</summary>
    private Node? FindImplicitParameter(string name, SourceSpan token)
    {
        if (!_scope.IsBlock)
        {
            return null;
        }
        if (IsNumberedName(name))
        {
            return NumberedParameter(name[1] - '0', token, name);
        }
        bool isIt = name == "it"
            && _lex.Kind is not (TokenKind.Assign or TokenKind.OperatorAssign) && !StartsCommandArgument(isLocal: false) && !StartsBlock();
        if (!isIt)
        {
            return null;
        }
        if (_scope.HasParameterList || _scope.NumberedMaximum > 0)
        {
            string other = _scope.HasParameterList ? "an ordinary parameter is defined" : "a numbered parameter is already used";
            Report(token, $"'it' is not allowed when {other}");
        }
        _scope.UsesIt = true;
        return new ItLocalVariableReadNode(token);
    }

    private LocalVariableReadNode NumberedParameter(int number, SourceSpan token, string name)
    {
        if (_scope.HasParameterList)
        {
            Report(token, "numbered parameter is not allowed when an ordinary parameter is defined");
        }
        if (_scope.UsesIt)
        {
            Report(token, "numbered parameters are not allowed when 'it' is already used");
        }
        bool isNested = _scope.HasInnerNumbered;
        for (Scope at = _scope; at.IsBlock && at.Parent is not null; at = at.Parent)
        {
            isNested |= at.Parent is { IsBlock: true, NumberedMaximum: > 0 };
        }
        if (isNested)
        {
            Report(token, "numbered parameter is already used in another block around or within this one");
        }
        for (int i = _scope.NumberedMaximum + 1; i <= number; i++)
        {
            _scope.Add(_lex.Intern($"_{i}"));
        }
        _scope.NumberedMaximum = Math.Max(_scope.NumberedMaximum, number);
        return new LocalVariableReadNode(token, name, 0);
    }

    private Node ParseConstant()
    {
        SourceSpan token = _lex.Span;
        string name = TakeName();
        bool isCall = (_lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore) || StartsCommandArgument(isLocal: false) || StartsBlock();
        return isCall
            ? ParseCallArguments(null, name, token, token.Start, CallFlags.IgnoreVisibility, isLocal: false)
            : new ConstantReadNode(token, name);
    }

    /// <summary>The arguments and block of a call whose name has been read.</summary>
    private CallNode ParseCallArguments(
        Node? receiver, string name, SourceSpan message, int start, CallFlags flags, bool isLocal)
    {
        ArgumentList? list = null;
        bool hasParentheses = _lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore;
        if (hasParentheses)
        {
            list = ParseDelimitedArguments(TokenKind.RightParen);
        }
        else if (StartsCommandArgument(isLocal))
        {
            list = ParseCommandArguments();
        }
        Node? block = ParseCallBlock(list, hasParentheses);
        return new CallNode(SpanFrom(start), flags, receiver, name, message, hasParentheses, list?.ToNode(), block)
        {
            IsCommand = list is not null && !hasParentheses,
        };
    }

    /// <summary>The block behind a call, or the block argument among its arguments.</summary>
    private Node? ParseCallBlock(ArgumentList? list, bool hasParentheses)
    {
        bool takesBrace = list is null || hasParentheses || list.Nodes is [.., ParenthesesNode];
        if (!StartsBlock() || (_lex.Kind == TokenKind.LeftBrace && !takesBrace))
        {
            return list?.Block;
        }
        if (list?.Block is not null || (list is not null && (list.Flags & ArgumentsFlags.ContainsForwarding) != 0))
        {
            Report(_lex.Span, "both block arg and actual block given; only one block is allowed");
        }
        return ParseBlock();
    }

    /// <summary>Calls, indexes and constant paths behind an expression.</summary>
    private Node ParsePostfix(Node node)
    {
        while (true)
        {
            switch (_lex.Kind)
            {
                case TokenKind.Dot or TokenKind.AndDot:
                    node = ParseMethodCall(node);
                    break;
                case TokenKind.ColonColon:
                    _lex.Advance();
                    SkipNewlines();
                    node = AtConstantName() ? ParseConstantAfter(node, node.Location.Start) : ParseMessage(node, CallFlags.None);
                    break;
                case TokenKind.LeftBracket when !_lex.SpaceBefore || node is not CallNode { HasParentheses: false, Arguments: not null, Block: null }:
                    node = ParseIndex(node);
                    break;
                default:
                    return node;
            }
        }
    }

    /// <summary>Whether the current token can name a constant behind a double colon.</summary>
    private bool AtConstantName() =>
        _lex.Kind is TokenKind.Constant or TokenKind.KeywordBeginUpper or TokenKind.KeywordEndUpper;

    private CallNode ParseMethodCall(Node receiver)
    {
        CallFlags flags = _lex.Kind == TokenKind.AndDot ? CallFlags.SafeNavigation : CallFlags.None;
        _lex.Advance();
        return ParseMessage(receiver, flags);
    }

    /// <summary>The name and arguments behind a dot or a double colon.</summary>
    private CallNode ParseMessage(Node receiver, CallFlags flags)
    {
        SkipNewlines();
        flags |= VisibilityOf(Valued(receiver));
        SourceSpan message = _lex.Span;
        int start = receiver.Location.Start;
        if (_lex.Kind == TokenKind.LeftParen)
        {
            ArgumentList list = ParseDelimitedArguments(TokenKind.RightParen);
            Node? block = ParseCallBlock(list, hasParentheses: true);
            return new CallNode(SpanFrom(start), flags, receiver, "call", message, true, list.ToNode(), block);
        }
        int end = _lex.ScanMethodName(_lex.Start, withSetter: false);
        if (end < 0)
        {
            throw Unexpected("a method name");
        }
        message = new SourceSpan(_lex.Start, end);
        string name = _lex.MethodName(_lex.Start, end);
        _lex.Resume(end);
        return ParseCallArguments(receiver, name, message, start, flags, isLocal: false);
    }

    /// <summary>The constant behind a double colon, or a call if arguments follow.</summary>
    private Node ParseConstantAfter(Node? parent, int start)
    {
        if (!AtConstantName())
        {
            throw Unexpected("a constant");
        }
        SourceSpan message = _lex.Span;
        string name = TakeName();
        bool isCall = parent is not null
            && ((_lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore) || StartsCommandArgument(isLocal: false) || StartsBlock());
        return isCall
            ? ParseCallArguments(parent, name, message, start, VisibilityOf(parent), isLocal: false)
            : new ConstantPathNode(SpanFrom(start), parent is null ? null : Valued(parent), name);
    }

    private CallNode ParseIndex(Node receiver)
    {
        int open = _lex.Start;
        ArgumentList list = ParseDelimitedArguments(TokenKind.RightBracket);
        var message = new SourceSpan(open, _lex.PreviousEnd);
        Node? block = list.Block ?? (StartsBlock() && receiver is not null ? ParseCallBlock(list, hasParentheses: true) : null);
        return new CallNode(
            SpanFrom(receiver!.Location.Start), VisibilityOf(receiver), receiver, "[]", message, true, list.ToNode(), block);
    }

    private YieldNode ParseYield()
    {
        int start = _lex.Start;
        _lex.Advance();
        CheckYield(start);
        bool hasParentheses = _lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore;
        ArgumentList? list = ParseOptionalArguments();
        if (list?.Block is { } block)
        {
            Report(block.Location, "block argument should not be given to yield");
        }
        return new YieldNode(SpanFrom(start), list?.ToNode()) { IsCommand = list is not null && !hasParentheses };
    }

    private ArgumentList? ParseOptionalArguments() =>
        _lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore ? ParseDelimitedArguments(TokenKind.RightParen)
        : StartsCommandArgument(isLocal: false) ? ParseCommandArguments() : null;

    private Node ParseSuper()
    {
        int start = _lex.Start;
        _lex.Advance();
        bool hasParentheses = _lex.Kind == TokenKind.LeftParen && !_lex.SpaceBefore;
        ArgumentList? list = ParseOptionalArguments();
        Node? block = ParseCallBlock(list, hasParentheses);
        return list is null
            ? new ForwardingSuperNode(SpanFrom(start), (BlockNode?)block)
            : new SuperNode(SpanFrom(start), list.ToNode(), block) { IsCommand = !hasParentheses };
    }

    /// <summary><c>return</c>, <c>break</c> and <c>next</c> with their values.</summary>
    private Node ParseJump()
    {
        int start = _lex.Start;
        TokenKind kind = _lex.Kind;
        CheckJump(start, _lex.Name());
        _lex.Advance();
        ArgumentsNode? arguments = null;
        bool isModifier = _lex.Kind is TokenKind.KeywordIf or TokenKind.KeywordUnless or TokenKind.KeywordWhile or TokenKind.KeywordUntil;
        if (_lex.Kind is TokenKind.Star or TokenKind.StarStar || (AtLabel() && !isModifier) || (StartsOperand() && !isModifier))
        {
            var list = new ArgumentList();
            ParseArgumentList(list, closing: null);
            if (list.Block is { } block)
            {
                Report(block.Location, "unexpected block argument");
            }
            arguments = list.ToNode();
        }
        return kind switch
        {
            TokenKind.KeywordReturn => new ReturnNode(SpanFrom(start), arguments),
            TokenKind.KeywordBreak => new BreakNode(SpanFrom(start), arguments),
            _ => new NextNode(SpanFrom(start), arguments),
        };
    }
}
