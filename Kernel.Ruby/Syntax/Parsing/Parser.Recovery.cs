using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>
/// Several errors in one go. What the grammar's shape does not forbid is reported where it stands and the parse goes on. What the
/// parser can't read is an exception that gives up one statement: the innermost list of statements skips the rest of its line
/// and goes on behind it, as deep inside of definitions and blocks as before.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>More errors than this help nobody.</summary>
    private const int MaximumErrors = 50;

    private readonly List<SyntaxException> _errors = [];

    /// <summary>Where the last statement was given up. What looks wrong before that place follows from the same mistake.</summary>
    private int _lastFailure = -1;

    /// <summary>How many constructs were begun that their <c>end</c> has not ended yet.</summary>
    private int _openEnds;

    /// <summary>How many of those are loops, to which a <c>do</c> may belong.</summary>
    private int _openLoops;

    /// <summary>How many brackets were opened that are not closed yet.</summary>
    private int _openBrackets;

    /// <summary>How many constructs lost their heads to a skip: their bodies are parsed as if they stood outside.</summary>
    private int _headless;

    /// <summary>The errors, in the order of their places.</summary>
    internal IEnumerable<SyntaxException> Errors => _errors.OrderBy(error => error.Offset);

    /// <summary>Adds an error that made the parser give up, unless it follows from the one before.</summary>
    internal void Record(SyntaxException error)
    {
        if (error.Offset > _lastFailure || error.IsFinal)
        {
            _errors.Add(error);
            _lastFailure = error.Offset;
        }
    }

    /// <summary>Adds an error that the parse can go on behind.</summary>
    private void Report(int start, int end, string message)
    {
        if (_headless == 0 && !_errors.Exists(error => error.Offset == start && error.Message == message))
        {
            _errors.Add(new SyntaxException(start, message, isAtEnd: false) { End = end });
        }
    }

    private void Report(SourceSpan span, string message) => Report(span.Start, span.End, message);

    /// <summary>What a list of statements has to restore when one of them can't be read.</summary>
    private RecoveryPoint MarkRecovery() => new()
    {
        Scope = _scope,
        Ends = _openEnds,
        Loops = _openLoops,
        Brackets = _openBrackets,
        Depths = (_loopDepth, _rescueDepth, _definedDepth, _statementsDepth),
        ShareableConstant = _lex.ShareableConstant,
    };

    /// <summary>Gives up a statement. Returns how many <c>end</c>s are still to come for what it began.</summary>
    private int Recover(SyntaxException error, in RecoveryPoint point, TokenKind closing)
    {
        Record(error);
        int ends = _openEnds - point.Ends;
        int loops = _openLoops - point.Loops;
        int brackets = _openBrackets - point.Brackets;
        (_scope, _openEnds, _openLoops, _openBrackets) = (point.Scope, point.Ends, point.Loops, point.Brackets);
        (_loopDepth, _rescueDepth, _definedDepth, _statementsDepth) = point.Depths;
        _lex.ShareableConstant = point.ShareableConstant;
        EnterBrackets();
        int from = error.IsAtEnd ? _lex.Limit : Math.Max(error.Offset, _lex.Start);
        return SkipStatement(from, closing, ends, loops, brackets);
    }

    private int SkipStatement(int from, TokenKind closing, int ends, int loops, int brackets)
    {
        ScanPast(from);
        bool isFirst = true;
        bool goesOn = false;
        while (true)
        {
            switch (_lex.Kind)
            {
                case TokenKind.EndOfFile:
                case TokenKind.Newline or TokenKind.Semicolon when !(goesOn && brackets > 0):
                case TokenKind.KeywordEnd when ends == 0:
                case TokenKind.KeywordElse or TokenKind.KeywordElsif or TokenKind.KeywordWhen or TokenKind.KeywordEnsure or TokenKind.KeywordRescue when isFirst:
                case TokenKind.RightParen or TokenKind.RightBrace or TokenKind.RightBracket when brackets == 0 && _lex.Kind == closing:
                    return ends;
                case TokenKind.KeywordEnd:
                    ends--;
                    break;
                case TokenKind.KeywordDo when loops > 0:
                    loops--;
                    break;
                case TokenKind.KeywordDo:
                    ends++;
                    break;
                case TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace:
                    brackets++;
                    break;
                case TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace:
                    brackets = Math.Max(0, brackets - 1);
                    break;
            }
            goesOn = _lex.Kind is TokenKind.Comma or TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.Newline;
            isFirst = false;
            ScanPast(_lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote ? EndOfQuoted() : _lex.End);
        }
    }

    private void BeginText()
    {
        try
        {
            _lex.Begin();
        }
        catch (SyntaxException error) when (!error.IsAtEnd)
        {
            Record(error);
            ScanPast(error.End);
        }
    }

    /// <summary>Makes the first token that can be read at or behind an offset the current one.</summary>
    private void ScanPast(int offset)
    {
        while (true)
        {
            try
            {
                _lex.Resume(Math.Min(offset, _lex.Limit));
                return;
            }
            catch (SyntaxException error)
            {
                Record(error);
                offset = Math.Max(offset + 1, error.End);
            }
        }
    }

    /// <summary>Behind the quote that ends the literal which the current token begins, if that is on the same line.</summary>
    private int EndOfQuoted()
    {
        byte quote = _lex.At(_lex.Start);
        int lineEnd = _lex.FindLineEnd(_lex.End);
        int length = _lex.Slice(_lex.End, lineEnd).IndexOf(quote);
        return length < 0 ? lineEnd : _lex.End + length + 1;
    }

    /// <summary>Whether the current token, which ends a list of statements, is a part of a construct that lost its head.</summary>
    private bool SkipPartOfHeadless(ref int ends)
    {
        if (ends == 0 || _lex.Kind is TokenKind.EndOfFile or TokenKind.RightBrace or TokenKind.RightParen)
        {
            return false;
        }
        bool isEnd = _lex.Kind == TokenKind.KeywordEnd;
        ends -= isEnd ? 1 : 0;
        _headless -= isEnd ? 1 : 0;
        ScanPast(isEnd ? _lex.End : _lex.FindLineEnd(_lex.Start));
        while (isEnd && _lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon) && !EndsStatements(_lex.Kind))
        {
            ScanPast(_lex.End);
        }
        return true;
    }

    /// <summary>The state of the parser where a list of statements begins.</summary>
    private readonly struct RecoveryPoint
    {
        internal Scope Scope { get; init; }

        internal int Ends { get; init; }

        internal int Loops { get; init; }

        internal int Brackets { get; init; }

        internal (int Loop, int Rescue, int Defined, int Statements) Depths { get; init; }

        internal ShareableConstantFlags ShareableConstant { get; init; }
    }
}
