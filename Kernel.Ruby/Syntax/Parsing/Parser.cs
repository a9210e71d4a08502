using System.Runtime.CompilerServices;
using System.Text;
using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>
/// A recursive-descent parser of Ruby 3.4; binary operators go by precedence. A parse method expects the first token of its
/// construct to be the lexer's current token and leaves the first token behind it current.
/// </summary>
internal sealed partial class Parser
{
    private readonly Source _source;
    private readonly Lexer _lex;
    private readonly ParseOptions _options;
    private Scope _scope;

    /// <summary>Whether a <c>do</c> belongs to a construct further out: a loop, or a call without parentheses.</summary>
    private bool _leavesDo;

    /// <summary>Whether a <c>|</c> ends the expression: in the default values of block parameters.</summary>
    private bool _leavesPipe;

    /// <summary>Whether a colon belongs to the ternary operator around the expression.</summary>
    private bool _leavesColon;

    /// <summary>Whether a brace begins the body of a lambda and no block: in the default values of its parameters.</summary>
    private bool _leavesBrace;

    internal Parser(Source source, Lexer lexer, ParseOptions options)
    {
        _source = source;
        _lex = lexer;
        _options = options;
        Scope? outer = null;
        foreach (IReadOnlyList<string> names in options.Scopes)
        {
            outer = new Scope(outer, isOpen: outer is not null) { Anonymous = (AnonymousParameters)15 };
            foreach (string name in names)
            {
                outer.Add(_lex.Intern(name));
            }
        }
        _scope = new Scope(outer, isOpen: outer is not null);
    }

    /// <summary>Parses the whole text.</summary>
    internal ProgramNode ParseProgram()
    {
        BeginText();
        int start = _lex.Start;
        StatementsNode? statements = ParseStatements();
        while (_lex.Kind != TokenKind.EndOfFile)
        {
            // What ends a construct that was never begun. Behind it there may be more that is wrong.
            Record(Unexpected());
            ScanPast(_lex.End);
            ParseStatements();
        }
        CheckStrayJumps(0);
        statements ??= new StatementsNode(new SourceSpan(start, start), []);
        return new ProgramNode(statements.Location, _scope.ToLocals(), statements);
    }

    private SourceSpan SpanFrom(int start) => new(start, Math.Max(start, _lex.PreviousEnd));

    private SourceSpan SpanFrom(Node first) => SpanFrom(first.Location.Start);

    private static SourceSpan SpanOf(Node first, Node last) => new(first.Location.Start, last.Location.End);

    private bool Accept(TokenKind kind)
    {
        if (_lex.Kind != kind)
        {
            return false;
        }
        _lex.Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (_lex.Kind != kind)
        {
            throw Unexpected(TokenText(kind));
        }
        _lex.Advance();
    }

    private void SkipNewlines()
    {
        while (_lex.Kind == TokenKind.Newline)
        {
            _lex.Advance();
        }
    }

    /// <summary>Skips newlines in front of a closing token, which are an error in front of anything else.</summary>
    private void SkipNewlinesBefore(TokenKind closing)
    {
        if (_lex.Kind != TokenKind.Newline)
        {
            return;
        }
        SkipNewlines();
        if (_lex.Kind != closing && _lex.Kind != TokenKind.Semicolon)
        {
            throw Unexpected(TokenText(closing));
        }
    }

    private void SkipTerminators()
    {
        while (_lex.Kind is TokenKind.Newline or TokenKind.Semicolon)
        {
            _lex.Advance();
        }
    }

    /// <summary>Expects the <c>end</c> of a construct that began at an offset.</summary>
    private void ExpectEnd(string construct, int start)
    {
        if (_lex.Kind == TokenKind.KeywordEnd)
        {
            _lex.Advance();
            return;
        }
        string begun = _lex.Kind == TokenKind.EndOfFile ? $" to close the '{construct}' of line {_source.LineOf(start)}" : "";
        throw Unexpected("'end'" + begun);
    }

    /// <summary>Guards against source nested so deeply that the stack would overflow.</summary>
    private void CheckDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new SyntaxException(_lex.Start, "nesting too deep", isAtEnd: false) { IsFinal = true };
        }
    }

    private SyntaxException Unexpected(string? expected = null)
    {
        string found = _lex.Kind switch
        {
            TokenKind.EndOfFile => "end-of-input",
            TokenKind.Newline => "newline",
            TokenKind.Identifier => "local variable or method",
            TokenKind.MethodIdentifier => "method name",
            TokenKind.Constant => "constant",
            TokenKind.InstanceVariable => "instance variable",
            TokenKind.ClassVariable => "class variable",
            TokenKind.GlobalVariable => "global variable",
            TokenKind.BackReference => "back reference",
            TokenKind.NumberedReference => "numbered reference",
            TokenKind.Number => "number",
            TokenKind.DoubleQuote or TokenKind.SingleQuote => "string literal",
            _ => $"'{Encoding.UTF8.GetString(_lex.Slice(_lex.Start, _lex.End))}'",
        };
        string message = expected is null ? $"unexpected {found}" : $"unexpected {found}, expecting {expected}";
        int end = _lex.Kind is TokenKind.EndOfFile or TokenKind.Newline ? _lex.Start : _lex.End;
        return new SyntaxException(_lex.Start, message, _lex.Kind == TokenKind.EndOfFile) { End = end };
    }

    private static string TokenText(TokenKind kind) => kind switch
    {
        TokenKind.RightParen => "')'",
        TokenKind.RightBracket => "']'",
        TokenKind.RightBrace => "'}'",
        TokenKind.LeftBrace => "'{'",
        TokenKind.LeftParen => "'('",
        TokenKind.KeywordEnd => "'end'",
        TokenKind.KeywordIn => "'in'",
        TokenKind.Colon => "':'",
        TokenKind.Arrow => "'=>'",
        TokenKind.Or => "'|'",
        TokenKind.Assign => "'='",
        TokenKind.Identifier => "a local variable or method name",
        TokenKind.Constant => "a constant",
        _ => kind.ToString(),
    };

    /// <summary>How many scopes outwards a variable lives, or -1.</summary>
    private int FindLocal(string name)
    {
        int depth = 0;
        for (Scope? at = _scope; at is not null; at = at.IsOpen ? at.Parent : null)
        {
            if (at.Contains(name))
            {
                return depth;
            }
            depth++;
        }
        return -1;
    }

    /// <summary>The depth of a variable, which is declared in the innermost scope if there is none yet.</summary>
    private int Declare(string name)
    {
        int depth = FindLocal(name);
        if (depth >= 0)
        {
            return depth;
        }
        _scope.Add(name);
        return 0;
    }

    private void EnterScope(ScopeKind kind)
    {
        _scope = new Scope(_scope, isOpen: kind == ScopeKind.Block)
        {
            Kind = kind,
            OuterShareableConstant = _lex.ShareableConstant,
            Outer = (_loopDepth, _rescueDepth, _strayJumps.Count),
        };
        _loopDepth = 0;
        _rescueDepth = kind == ScopeKind.Block ? _rescueDepth : 0;
    }

    /// <summary>Ends the innermost scope and returns its variables.</summary>
    private string[] LeaveScope()
    {
        string[] locals = _scope.ToLocals();
        CheckStrayJumps(_scope.Outer.Jumps);
        _lex.ShareableConstant = _scope.OuterShareableConstant;
        _scope.Parent!.HasInnerNumbered |= _scope.IsBlock && (_scope.NumberedMaximum > 0 || _scope.HasInnerNumbered);
        (_loopDepth, _rescueDepth, _) = _scope.Outer;
        _scope = _scope.Parent!;
        return locals;
    }

    /// <summary>A constant write as a <c>shareable_constant_value</c> comment wants it.</summary>
    private Node Shareable(Node write) => _lex.ShareableConstant == ShareableConstantFlags.None
        ? write : new ShareableConstantNode(write.Location, _lex.ShareableConstant, write);

    /// <summary>Begins the parse of an inner construct where neither <c>do</c> nor <c>|</c> is left to outer ones.</summary>
    private BracketState EnterBrackets()
    {
        BracketState saved = new(_leavesDo, _leavesPipe, _leavesBrace, _leavesColon);
        _leavesDo = false;
        _leavesPipe = false;
        _leavesBrace = false;
        _leavesColon = false;
        return saved;
    }

    private void LeaveBrackets(BracketState saved) => (_leavesDo, _leavesPipe, _leavesBrace, _leavesColon) = saved;

    /// <summary>As <see cref="EnterBrackets"/> for a construct that a bracket ends: until then it counts as open.</summary>
    private BracketState OpenBrackets()
    {
        _openBrackets++;
        return EnterBrackets();
    }

    /// <summary>Expects the closing bracket.</summary>
    private void CloseBrackets(BracketState saved, TokenKind closing)
    {
        LeaveBrackets(saved);
        Expect(closing);
        _openBrackets--;
    }

    /// <summary>What is left to outer constructs.</summary>
    private readonly record struct BracketState(bool LeavesDo, bool LeavesPipe, bool LeavesBrace, bool LeavesColon);
}
