using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>What the grammar's shape alone does not forbid.</summary>
internal sealed partial class Parser
{
    /// <summary>Jumps met outside of any loop or block, which a loop modifier may yet follow.</summary>
    private readonly List<StrayJump> _strayJumps = [];

    /// <summary>How many loops, conditions included, are around in this scope.</summary>
    private int _loopDepth;

    /// <summary>How many rescue clauses are around in this method.</summary>
    private int _rescueDepth;

    /// <summary>How many <c>defined?</c> are around: what is there is not run.</summary>
    private int _definedDepth;

    /// <summary>How many lists of statements are around; 1 at the top of a program.</summary>
    private int _statementsDepth;

    private static SyntaxException ErrorAt(Node node, string message) => new(node.Location.Start, message, false) { End = node.Location.End };

    /// <summary>Lets only a node through that has a value and is no call without parentheses.</summary>
    private Node Operand(Node node) => Valued(RejectCommand(node));

    private static Node RejectCommand(Node node) => node.IsCommand
        ? throw ErrorAt(node, "a call with arguments but without parentheses can't stand here") : node;

    /// <summary>Lets only a node through that has a value: not <c>return</c> and its like.</summary>
    private Node Valued(Node node)
    {
        if (node is MultiTargetNode)
        {
            throw ErrorAt(node, "unexpected targets of a multiple assignment");
        }
        if (FindVoid(node) is { } jump)
        {
            Report(jump.Location, "unexpected void value expression");
        }
        return node;
    }

    private static Node? FindVoid(Node? node) => node switch
    {
        ReturnNode or BreakNode or NextNode or RedoNode or RetryNode or MatchRequiredNode => node,
        StatementsNode statements => FindVoid(statements.Body[^1]),
        ParenthesesNode parentheses => FindVoid(parentheses.Body),
        BeginNode { RescueClause: null, EnsureClause: null } begin => FindVoid(begin.Statements),
        IfNode { Subsequent: { } subsequent } conditional => FindVoid(conditional.Statements) is null ? null : FindVoid(subsequent),
        UnlessNode { ElseClause: { } otherwise } conditional => FindVoid(conditional.Statements) is null ? null : FindVoid(otherwise),
        ElseNode otherwise => FindVoid(otherwise.Statements),
        AndNode and => FindVoid(and.Left),
        OrNode or => FindVoid(or.Left),
        _ => null,
    };

    /// <summary>The scope that is not a block or lambda.</summary>
    private Scope ClosedScope()
    {
        Scope at = _scope;
        while (at.IsOpen && at.Parent is not null)
        {
            at = at.Parent;
        }
        return at;
    }

    private void CheckYield(int offset)
    {
        Scope closed = ClosedScope();
        bool isAllowed = closed.IsMethod || _definedDepth > 0 || (closed.Kind == ScopeKind.Program && _options.IsInMethod);
        if (!isAllowed)
        {
            Report(offset, offset + "yield".Length, "Invalid yield");
        }
    }

    private void CheckJump(int offset, string keyword)
    {
        if (keyword == "return")
        {
            if (_scope.Kind == ScopeKind.Class || (_scope.Kind == ScopeKind.SingletonClass && !IsInMethodOrBlock()))
            {
                Report(offset, offset + keyword.Length, "Invalid return in class/module body");
            }
        }
        else if (keyword == "retry")
        {
            if (_rescueDepth == 0)
            {
                Report(offset, offset + keyword.Length, "Invalid retry without rescue");
            }
        }
        else if (!IsCaught(_scope, _loopDepth))
        {
            _strayJumps.Add(new StrayJump(offset, keyword));
        }
    }

    /// <summary>Whether a loop or block catches a jump; what stands in the body of a class is caught outside of it too.</summary>
    private static bool IsCaught(Scope scope, int loopDepth) => loopDepth > 0 || scope.IsBlock
        || (scope.Kind is ScopeKind.Class or ScopeKind.SingletonClass && IsCaught(scope.Parent!, scope.Outer.Loops));

    private bool IsInMethodOrBlock()
    {
        Scope? at = _scope;
        while (at is not null && at.Kind is ScopeKind.SingletonClass)
        {
            at = at.Parent;
        }
        return at is { Kind: ScopeKind.Method or ScopeKind.Block };
    }

    /// <summary>At the end of a scope: jumps that nothing catches are errors, except in the loop of -n, and in a text that ends too early: what follows might catch them.</summary>
    private void CheckStrayJumps(int from)
    {
        bool isWhole = !_errors.Exists(error => error.IsAtEnd);
        for (int i = from; i < _strayJumps.Count && isWhole && !(_scope.Kind == ScopeKind.Program && _options.LineLoop != LineLoop.None); i++)
        {
            (int offset, string keyword) = (_strayJumps[i].Offset, _strayJumps[i].Keyword);
            Report(offset, offset + keyword.Length, $"Invalid {keyword}");
        }
        _strayJumps.RemoveRange(from, _strayJumps.Count - from);
    }

    /// <summary>A loop modifier catches the jumps in the statement before it.</summary>
    private void CatchJumpsFrom(int offset) => _strayJumps.RemoveAll(jump => jump.Offset >= offset);

    private void CheckDefinitionPlace(int offset, string construct)
    {
        if (ClosedScope().IsMethod)
        {
            Report(offset, offset + construct.Length, $"{construct} definition in method body");
        }
    }

    private static bool IsNumberedName(string name) => name.Length == 2 && name[0] == '_' && name[1] is >= '1' and <= '9';

    private string CheckName(string name, int offset)
    {
        if (IsNumberedName(name))
        {
            Report(offset, offset + name.Length, $"{name} is reserved for numbered parameters");
        }
        return name;
    }

    /// <summary>A break, next or redo outside of loops and blocks. A class: a list of structs is compiled in each process.</summary>
    private sealed record StrayJump(int Offset, string Keyword);
}
