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
    private readonly Source source;
    private readonly Lexer lex;
    private readonly ParseOptions options;
    private Scope scope;

    /// <summary>Whether a <c>do</c> belongs to a construct further out: a loop, or a call without parentheses.</summary>
    private bool leavesDo;

    /// <summary>Whether a <c>|</c> ends the expression: in the default values of block parameters.</summary>
    private bool leavesPipe;

    /// <summary>Whether a colon belongs to the ternary operator around the expression.</summary>
    private bool leavesColon;

    /// <summary>Whether a brace begins the body of a lambda and no block: in the default values of its parameters.</summary>
    private bool leavesBrace;

    internal Parser(Source source, Lexer lexer, ParseOptions options)
    {
        this.source = source;
        lex = lexer;
        this.options = options;
        Scope? outer = null;
        foreach (IReadOnlyList<string> names in options.Scopes)
        {
            outer = new Scope(outer, isOpen: outer is not null) { Anonymous = (AnonymousParameters)15 };
            foreach (string name in names)
            {
                outer.Add(lex.Intern(name));
            }
        }
        scope = new Scope(outer, isOpen: outer is not null);
    }

    /// <summary>Parses the whole text.</summary>
    internal ProgramNode ParseProgram()
    {
        lex.Begin();
        int start = lex.Start;
        StatementsNode? statements = ParseStatements();
        if (lex.Kind != TokenKind.EndOfFile)
        {
            throw Unexpected();
        }
        CheckStrayJumps(0);
        statements ??= new StatementsNode(new SourceSpan(start, start), []);
        return new ProgramNode(statements.Location, scope.ToLocals(), statements);
    }

    private SourceSpan SpanFrom(int start) => new(start, Math.Max(start, lex.PreviousEnd));

    private SourceSpan SpanFrom(Node first) => SpanFrom(first.Location.Start);

    private static SourceSpan SpanOf(Node first, Node last) => new(first.Location.Start, last.Location.End);

    private bool Accept(TokenKind kind)
    {
        if (lex.Kind != kind)
        {
            return false;
        }
        lex.Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (lex.Kind != kind)
        {
            throw Unexpected(TokenText(kind));
        }
        lex.Advance();
    }

    private void SkipNewlines()
    {
        while (lex.Kind == TokenKind.Newline)
        {
            lex.Advance();
        }
    }

    /// <summary>Skips newlines in front of a closing token, which are an error in front of anything else.</summary>
    private void SkipNewlinesBefore(TokenKind closing)
    {
        if (lex.Kind != TokenKind.Newline)
        {
            return;
        }
        SkipNewlines();
        if (lex.Kind != closing && lex.Kind != TokenKind.Semicolon)
        {
            throw Unexpected(TokenText(closing));
        }
    }

    private void SkipTerminators()
    {
        while (lex.Kind is TokenKind.Newline or TokenKind.Semicolon)
        {
            lex.Advance();
        }
    }

    /// <summary>Expects the <c>end</c> of a construct that began at an offset.</summary>
    private void ExpectEnd(string construct, int start)
    {
        if (lex.Kind == TokenKind.KeywordEnd)
        {
            lex.Advance();
            return;
        }
        string begun = lex.Kind == TokenKind.EndOfFile ? $" to close the '{construct}' of line {source.LineOf(start)}" : "";
        throw Unexpected("'end'" + begun);
    }

    /// <summary>Guards against source nested so deeply that the stack would overflow.</summary>
    private void CheckDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new SyntaxException(lex.Start, "nesting too deep", isAtEnd: false);
        }
    }

    private SyntaxException Unexpected(string? expected = null)
    {
        string found = lex.Kind switch
        {
            TokenKind.EndOfFile => "end-of-input",
            TokenKind.Newline => "newline",
            _ => $"'{Encoding.UTF8.GetString(lex.Slice(lex.Start, lex.End))}'",
        };
        string message = expected is null ? $"unexpected {found}" : $"unexpected {found}, expecting {expected}";
        return new SyntaxException(lex.Start, message, lex.Kind == TokenKind.EndOfFile);
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
        for (Scope? at = scope; at is not null; at = at.IsOpen ? at.Parent : null)
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
        scope.Add(name);
        return 0;
    }

    private void EnterScope(ScopeKind kind)
    {
        scope = new Scope(scope, isOpen: kind == ScopeKind.Block)
        {
            Kind = kind,
            OuterShareableConstant = lex.ShareableConstant,
            Outer = (loopDepth, rescueDepth, strayJumps.Count),
        };
        loopDepth = 0;
        rescueDepth = kind == ScopeKind.Block ? rescueDepth : 0;
    }

    /// <summary>Ends the innermost scope and returns its variables.</summary>
    private string[] LeaveScope()
    {
        string[] locals = scope.ToLocals();
        CheckStrayJumps(scope.Outer.Jumps);
        lex.ShareableConstant = scope.OuterShareableConstant;
        scope.Parent!.HasInnerNumbered |= scope.IsBlock && (scope.NumberedMaximum > 0 || scope.HasInnerNumbered);
        (loopDepth, rescueDepth, _) = scope.Outer;
        scope = scope.Parent!;
        return locals;
    }

    /// <summary>A constant write as a <c>shareable_constant_value</c> comment wants it.</summary>
    private Node Shareable(Node write) => lex.ShareableConstant == ShareableConstantFlags.None
        ? write : new ShareableConstantNode(write.Location, lex.ShareableConstant, write);

    /// <summary>Runs the parse of an inner construct where neither <c>do</c> nor <c>|</c> is left to outer ones.</summary>
    private (bool LeavesDo, bool LeavesPipe, bool LeavesBrace, bool LeavesColon) EnterBrackets()
    {
        (bool, bool, bool, bool) saved = (leavesDo, leavesPipe, leavesBrace, leavesColon);
        leavesDo = false;
        leavesPipe = false;
        leavesBrace = false;
        leavesColon = false;
        return saved;
    }

    private void LeaveBrackets((bool LeavesDo, bool LeavesPipe, bool LeavesBrace, bool LeavesColon) saved) =>
        (leavesDo, leavesPipe, leavesBrace, leavesColon) = saved;
}
