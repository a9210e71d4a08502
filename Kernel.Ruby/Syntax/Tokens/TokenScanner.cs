using Kernel.Ruby.Syntax.Lexing;

namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>
/// One scan of a text with the lexer. The parser tells the lexer where a literal begins; here the token before does. A
/// literal without end takes the rest of the text.
/// </summary>
internal sealed partial class TokenScanner
{
    private readonly Lexer _lex;
    private readonly List<SourceToken> _tokens = [];
    private readonly HashSet<string> _locals;
    private readonly int _limit;

    private Expectation _expects = Expectation.Operand;

    /// <summary>Question marks whose colon is yet to come.</summary>
    private int _openTernaries;

    /// <summary>A scan of UTF-8 bytes.</summary>
    internal TokenScanner(byte[] bytes, IEnumerable<string> locals)
    {
        _lex = new Lexer(new Source(bytes, ""));
        _limit = bytes.Length;
        _locals = [.. locals];
    }

    /// <summary>The tokens by place, in byte offsets.</summary>
    internal List<SourceToken> Run()
    {
        Step(_lex.Begin, 0);
        ScanUntil(TokenKind.EndOfFile);
        if (_lex.DataOffset >= 0)
        {
            Add(TokenCategory.Comment, _lex.Limit, _limit);
        }

        _tokens.Sort((a, b) => a.Start.CompareTo(b.Start));
        DropOverlaps();
        AddComments();
        return _tokens;
    }

    /// <summary>Scans up to a token outside of brackets, which stays current; false when the text ends first.</summary>
    private bool ScanUntil(TokenKind end)
    {
        int braces = 0;
        while (_lex.Kind != TokenKind.EndOfFile)
        {
            if (_lex.Kind == end && braces == 0)
            {
                return true;
            }

            braces += _lex.Kind switch { TokenKind.LeftBrace => 1, TokenKind.RightBrace when braces > 0 => -1, _ => 0 };
            ScanOne();
        }

        return end == TokenKind.EndOfFile;
    }

    /// <summary>Takes the current token, and the literal it begins, and goes on to the next one.</summary>
    private void ScanOne()
    {
        int start = _lex.Start;
        if (ScanDefinedName() || ScanCalledName() || (BeginsLiteral() && ScanLiteral()))
        {
            return;
        }

        switch (_lex.Kind)
        {
            case TokenKind.Newline:
                // The token's end lies behind the bodies of heredocs.
                Add(TokenCategory.Newline, start, start + 1);
                EndStatement();
                break;
            case TokenKind.Semicolon:
                Add(TokenCategory.Punctuation, start, _lex.End);
                EndStatement();
                break;
            case >= TokenKind.Identifier and <= TokenKind.NumberedReference:
                AddName();
                return;
            case TokenKind.Number:
                Add(TokenCategory.Number, start, _lex.End);
                _expects = Expectation.Operator;
                break;
            case >= TokenKind.KeywordAlias:
                AddKeyword();
                return;
            default:
                AddPunctuation();
                break;
        }

        Step(_lex.Advance, _lex.End);
    }

    private void AddPunctuation()
    {
        TokenKind kind = _lex.Kind;
        switch (kind)
        {
            case TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace:
                Add(TokenCategory.Bracket, TokenRole.Opens, _lex.Start, _lex.End);
                Open(kind);
                _expects = Expectation.Operand;
                break;
            case TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace:
                Add(TokenCategory.Bracket, TokenRole.Closes, _lex.Start, _lex.End);
                _expects = Expectation.Operator;
                Close();
                break;
            case TokenKind.Comma or TokenKind.Dot or TokenKind.AndDot or TokenKind.Colon or TokenKind.ColonColon:
                Add(TokenCategory.Punctuation, _lex.Start, _lex.End);
                _openTernaries -= kind == TokenKind.Colon && _openTernaries > 0 ? 1 : 0;
                _expects = Expectation.Operand;
                _afterDot = kind is TokenKind.Dot or TokenKind.AndDot;
                break;
            default:
                Add(TokenCategory.Operator, _lex.Start, _lex.End);
                NoteOperator(kind);
                _expects = Expectation.Operand;
                break;
        }
    }

    private void NoteOperator(TokenKind kind)
    {
        if (kind == TokenKind.Question)
        {
            _openTernaries++;
        }
        else if (kind is TokenKind.Assign or TokenKind.OperatorAssign)
        {
            NoteAssignment();
        }
    }

    /// <summary>Moves the lexer; a byte that begins no token is one that is invalid, and the scan goes on behind it.</summary>
    private void Step(Action move, int from)
    {
        while (true)
        {
            try
            {
                move();
                return;
            }
            catch (SyntaxException error)
            {
                if (error.IsAtEnd && error.Offset < _limit)
                {
                    // A comment between =begin and =end without its end.
                    Add(TokenCategory.Comment, error.Offset, _limit);
                    move = () => _lex.Resume(_limit);
                    continue;
                }

                int at = Math.Clamp(error.Offset, Math.Min(from, _limit), _limit);
                int end = Math.Min(_limit, Math.Max(at + 1, _lex.ScanName(at)));
                Add(TokenCategory.Invalid, at, end);
                from = end;
                move = () => _lex.Resume(end);
            }
        }
    }

    private void Add(TokenCategory category, int start, int end) => Add(category, TokenRole.None, start, end);

    private void Add(TokenCategory category, TokenRole role, int start, int end)
    {
        if (end > start)
        {
            _tokens.Add(new SourceToken(category, role, start, end));
        }
    }

    /// <summary>In text that is no Ruby a heredoc may begin in what was taken for another literal: the first one keeps its place.</summary>
    private void DropOverlaps()
    {
        int from = 0;
        _tokens.RemoveAll(token =>
        {
            bool overlaps = token.Start < from;
            from = overlaps ? from : token.End;
            return overlaps;
        });
    }

    /// <summary>Comments are what is left between tokens and is not white space.</summary>
    private void AddComments()
    {
        List<SourceToken> comments = [];
        int from = 0;
        foreach (SourceToken token in _tokens)
        {
            FindComments(from, token.Start, comments);
            from = Math.Max(from, token.End);
        }

        FindComments(from, _limit, comments);
        if (comments.Count > 0)
        {
            _tokens.AddRange(comments);
            _tokens.Sort((a, b) => a.Start.CompareTo(b.Start));
        }
    }

    private void FindComments(int from, int to, List<SourceToken> comments)
    {
        int p = from;
        while (p < to)
        {
            bool isLineStart = p == 0 || _lex.At(p - 1) == '\n';
            if (_lex.At(p) == '#')
            {
                int end = Math.Min(to, _lex.FindLineEnd(p));
                comments.Add(new SourceToken(TokenCategory.Comment, TokenRole.None, p, end));
                p = end;
            }
            else if (isLineStart && _lex.At(p) == '=')
            {
                comments.Add(new SourceToken(TokenCategory.Comment, TokenRole.None, p, to));
                return;
            }
            else
            {
                p++;
            }
        }
    }
}
