using Kernel.Ruby.Syntax.Lexing;

namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>Names and keywords, and what they open and close.</summary>
internal sealed partial class TokenScanner
{
    /// <summary>The constructs that are open: the index and kind of the opening token, and the ternaries open around it.</summary>
    private readonly Stack<(int Token, TokenKind Kind, int Ternaries)> _open = new();

    /// <summary>A dot stands before: any name is a method's.</summary>
    private bool _afterDot;

    /// <summary>A <c>def</c> stands before: a method name follows.</summary>
    private bool _afterDef;

    /// <summary>How many constructs were open at the loop whose <c>do</c> may follow; -1 without one.</summary>
    private int _loopDepth = -1;

    /// <summary>How many constructs were open at the <c>def</c> whose body may follow an equals sign; -1 without one.</summary>
    private int _endlessDepth = -1;

    private void EndStatement()
    {
        _expects = Expectation.Operand;
        _openTernaries = 0;
        if (_open.Count <= _loopDepth)
        {
            _loopDepth = -1;
        }

        if (_open.Count <= _endlessDepth)
        {
            _endlessDepth = -1;
        }
    }

    /// <summary>The last token opens a construct.</summary>
    private void Open(TokenKind kind)
    {
        _open.Push((_tokens.Count - 1, kind, _openTernaries));
        _openTernaries = 0;
    }

    private void Close() => _openTernaries = _open.TryPop(out (int, TokenKind, int Ternaries) closed) ? closed.Ternaries : 0;

    /// <summary>The name behind <c>def</c>, where keywords and operators are names too.</summary>
    private bool ScanDefinedName()
    {
        if (!_afterDef || _lex.Kind == TokenKind.Newline)
        {
            return false;
        }

        int start = _lex.Start;
        int plainEnd = _lex.ScanMethodName(start, withSetter: false);
        bool isReceiver = plainEnd > start && _lex.At(plainEnd) == '.' && _lex.At(plainEnd + 1) != '.';
        int end = _lex.ScanMethodName(start, withSetter: true);
        if (isReceiver || end < 0)
        {
            // The receiver of a singleton method, or its dot.
            _afterDef = isReceiver || _lex.Kind is TokenKind.Dot;
            _afterDot = false;
            return false;
        }

        Add(TokenCategory.MethodName, start, end);
        _afterDef = false;
        _afterDot = false;
        _expects = Expectation.Operator;
        Step(() => _lex.Resume(end), end);
        return true;
    }

    /// <summary>The name behind a dot, where keywords and operators are names too.</summary>
    private bool ScanCalledName()
    {
        if (!_afterDot || _lex.Kind == TokenKind.Newline)
        {
            return false;
        }

        _afterDot = false;
        int start = _lex.Start;
        int end = _lex.ScanMethodName(start, withSetter: false);
        if (end < 0)
        {
            return false;
        }

        Add(_lex.Kind == TokenKind.Constant ? TokenCategory.Constant : TokenCategory.Identifier, start, end);
        _expects = Expectation.Argument;
        Step(() => _lex.Resume(end), end);
        return true;
    }

    private void AddName()
    {
        int start = _lex.Start;
        int end = _lex.End;
        TokenKind kind = _lex.Kind;
        if (IsLabel(end))
        {
            Add(TokenCategory.Label, start, end + 1);
            _expects = Expectation.Operand;
            Step(() => _lex.Resume(end + 1), end + 1);
            return;
        }

        TokenCategory category = kind switch
        {
            TokenKind.Constant => TokenCategory.Constant,
            TokenKind.InstanceVariable => TokenCategory.InstanceVariable,
            TokenKind.ClassVariable => TokenCategory.ClassVariable,
            TokenKind.GlobalVariable or TokenKind.BackReference or TokenKind.NumberedReference => TokenCategory.GlobalVariable,
            _ => TokenCategory.Identifier,
        };
        Add(category, start, end);
        bool mayTakeArguments = kind == TokenKind.MethodIdentifier || (kind == TokenKind.Identifier && !_locals.Contains(_lex.Name()));
        _expects = mayTakeArguments ? Expectation.Argument : Expectation.Operator;
        Step(_lex.Advance, end);
    }

    /// <summary>Whether the word that ends at an offset is a key: a colon follows at once, which is no part of a ternary operator.</summary>
    private bool IsLabel(int end) => _lex.At(end) == ':' && _lex.At(end + 1) != ':' && _openTernaries == 0 && _expects != Expectation.Operator;

    private void AddKeyword()
    {
        int start = _lex.Start;
        int end = _lex.End;
        TokenKind kind = _lex.Kind;
        if (IsLabel(end))
        {
            AddName();
            return;
        }

        bool isValue = kind is TokenKind.KeywordNil or TokenKind.KeywordTrue or TokenKind.KeywordFalse or TokenKind.KeywordSelf
            or TokenKind.KeywordFile or TokenKind.KeywordLine or TokenKind.KeywordEncoding;
        TokenRole role = RoleOf(kind);
        Add(isValue ? TokenCategory.ValueKeyword : TokenCategory.Keyword, role, start, end);
        if (role == TokenRole.Opens)
        {
            Open(kind);
        }
        else if (role == TokenRole.Closes)
        {
            Close();
        }

        NoteKeyword(kind);
        bool isOperand = isValue || kind is TokenKind.KeywordEnd or TokenKind.KeywordRedo or TokenKind.KeywordRetry;
        bool mayTakeArguments = kind is TokenKind.KeywordSuper or TokenKind.KeywordYield or TokenKind.KeywordReturn
            or TokenKind.KeywordBreak or TokenKind.KeywordNext or TokenKind.KeywordDefined;
        _expects = isOperand ? Expectation.Operator : mayTakeArguments ? Expectation.Argument : Expectation.Operand;
        Step(_lex.Advance, end);
    }

    private void NoteKeyword(TokenKind kind)
    {
        switch (kind)
        {
            case TokenKind.KeywordDef:
                _afterDef = true;
                _endlessDepth = _open.Count;
                break;
            case TokenKind.KeywordWhile or TokenKind.KeywordUntil or TokenKind.KeywordFor:
                _loopDepth = _open.Count;
                break;
        }
    }

    private TokenRole RoleOf(TokenKind kind)
    {
        bool beginsStatement = _expects == Expectation.Operand;
        switch (kind)
        {
            case TokenKind.KeywordClass or TokenKind.KeywordModule or TokenKind.KeywordDef or TokenKind.KeywordBegin
                or TokenKind.KeywordCase or TokenKind.KeywordFor:
                return TokenRole.Opens;
            case TokenKind.KeywordIf or TokenKind.KeywordUnless or TokenKind.KeywordWhile or TokenKind.KeywordUntil:
                return beginsStatement ? TokenRole.Opens : TokenRole.None;
            case TokenKind.KeywordDo when _loopDepth == _open.Count:
                _loopDepth = -1;
                return TokenRole.None;
            case TokenKind.KeywordDo:
                return TokenRole.Opens;
            case TokenKind.KeywordElse or TokenKind.KeywordElsif or TokenKind.KeywordWhen or TokenKind.KeywordEnsure:
                return TokenRole.Continues;
            case TokenKind.KeywordRescue:
                return beginsStatement ? TokenRole.Continues : TokenRole.None;
            case TokenKind.KeywordIn:
                return beginsStatement && _open.TryPeek(out (int, TokenKind Kind, int) around) && around.Kind == TokenKind.KeywordCase
                    ? TokenRole.Continues : TokenRole.None;
            case TokenKind.KeywordEnd:
                return TokenRole.Closes;
            default:
                return TokenRole.None;
        }
    }

    /// <summary>At an equals sign: the name before is a variable, or the <c>def</c> around it has no end.</summary>
    private void NoteAssignment()
    {
        if (_endlessDepth == _open.Count && _open.TryPeek(out (int Token, TokenKind Kind, int) around) && around.Kind == TokenKind.KeywordDef)
        {
            _tokens[around.Token] = _tokens[around.Token] with { Role = TokenRole.None };
            Close();
            _endlessDepth = -1;
        }
        else if (_tokens is [.., { Category: TokenCategory.Identifier } name, _])
        {
            _locals.Add(_lex.Name(name.Start, name.End));
        }
    }
}
