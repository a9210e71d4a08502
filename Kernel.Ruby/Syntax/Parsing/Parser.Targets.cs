using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Targets of assignments that don't hold the value themselves: multiple assignment, <c>for</c>, <c>rescue</c>.</summary>
internal sealed partial class Parser
{
    /// <summary>Whether a node read as an expression can be assigned to.</summary>
    private bool IsTarget(Node node) => node switch
    {
        LocalVariableReadNode or InstanceVariableReadNode or ClassVariableReadNode or GlobalVariableReadNode or ConstantReadNode
            or ConstantPathNode or MultiTargetNode or ItLocalVariableReadNode => true,
        CallNode { Block: null } call when IsIndex(call) => true,
        CallNode { Receiver: null } call => (call.Flags & CallFlags.VariableCall) != 0,
        CallNode { Arguments: null, Block: null, HasParentheses: false } call => CharacterClass.IsName((byte)Math.Min(call.Name[^1], (char)255)),
        CallNode { Block: BlockArgumentNode } call => IsIndex(call),
        ParenthesesNode { Body: StatementsNode { Body: [var only] } } => _lex.Kind == TokenKind.Comma && IsTarget(only),
        _ => false,
    };

    /// <summary>Whether a call is written with brackets, which make part of its message.</summary>
    private bool IsIndex(CallNode call) => call.Name == "[]" && _lex.At(call.MessageLocation.Start) == '['
        && _lex.At(call.MessageLocation.End - 1) == ']' && call.HasParentheses;

    /// <summary>The target that stands for a node read as an expression; a new local variable is declared.</summary>
    private Node ToTarget(Node node)
    {
        switch (node)
        {
            case MultiTargetNode:
                return node;
            case LocalVariableReadNode local:
                return new LocalVariableTargetNode(node.Location, CheckName(local.Name, node.Location.Start), local.Depth);
            case ItLocalVariableReadNode:
                string it = _lex.Intern("it");
                return new LocalVariableTargetNode(node.Location, it, Declare(it));
            case InstanceVariableReadNode variable:
                return new InstanceVariableTargetNode(node.Location, variable.Name);
            case ClassVariableReadNode variable:
                return new ClassVariableTargetNode(node.Location, variable.Name);
            case GlobalVariableReadNode variable:
                return new GlobalVariableTargetNode(node.Location, variable.Name);
            case ConstantReadNode constant:
                CheckConstantAssignment(node);
                return new ConstantTargetNode(node.Location, constant.Name);
            case ConstantPathNode path:
                CheckConstantAssignment(node);
                return new ConstantPathTargetNode(node.Location, path.Parent, path.Name);
            case CallNode call when IsTarget(node):
                return ToCallTarget(call);
            case ParenthesesNode { Body: StatementsNode { Body: [var only] } }:
                return new MultiTargetNode(node.Location, [ToTarget(only)], null, []);
            default:
                throw new SyntaxException(node.Location.Start, "this expression can't be assigned to", false);
        }
    }

    private Node ToCallTarget(CallNode call)
    {
        if (IsIndex(call))
        {
            CheckIndexArguments(call);
            return new IndexTargetNode(
                call.Location, call.Flags | CallFlags.AttributeWrite, call.Receiver!, call.Arguments, (BlockArgumentNode?)call.Block);
        }
        if (call.Receiver is null)
        {
            return new LocalVariableTargetNode(call.Location, CheckName(call.Name, call.Location.Start), Declare(call.Name));
        }
        return new CallTargetNode(call.Location, call.Flags, call.Receiver, _lex.Intern(call.Name + "="), call.MessageLocation);
    }

    private void CheckConstantAssignment(Node node)
    {
        for (Scope? at = _scope; at is not null; at = at.IsOpen ? at.Parent : null)
        {
            if (at.IsMethod)
            {
                Report(node.Location, "dynamic constant assignment");
                return;
            }
        }
    }

    /// <summary>
    /// The targets of a multiple assignment from the first one on, which is null at a splat. The result has no parentheses yet.
    /// </summary>
    private MultiTargetNode ParseTargets(Node? first, int start)
    {
        var lefts = new List<Node>();
        var rights = new List<Node>();
        Node? rest = null;
        if (first is not null)
        {
            lefts.Add(ToListedTarget(first));
        }
        else
        {
            rest = ParseSplatTarget();
        }
        while (_lex.Kind == TokenKind.Comma)
        {
            SourceSpan comma = _lex.Span;
            _lex.Advance();
            if (_lex.Kind is TokenKind.Assign or TokenKind.RightParen or TokenKind.KeywordIn)
            {
                if (rest is not null)
                {
                    throw Unexpected("a target behind the splat's ','");
                }
                rest = new ImplicitRestNode(comma);
                break;
            }
            SkipNewlines();
            if (_lex.Kind == TokenKind.Star)
            {
                if (rest is not null)
                {
                    Report(_lex.Span, "unexpected '*', only one splat can stand in a multiple assignment");
                }
                rest = ParseSplatTarget();
            }
            else
            {
                (rest is null ? lefts : rights).Add(ToListedTarget(ParsePostfix(ParsePrimary())));
            }
        }
        return new MultiTargetNode(SpanFrom(start), [.. lefts], rest, [.. rights]);
    }

    private SplatNode ParseSplatTarget()
    {
        int start = _lex.Start;
        _lex.Advance();
        bool isAnonymous = _lex.Kind is TokenKind.Comma or TokenKind.Assign or TokenKind.RightParen or TokenKind.KeywordIn;
        Node? target = isAnonymous ? null : ToListedTarget(ParsePostfix(ParsePrimary()));
        return new SplatNode(SpanFrom(start), target);
    }

    /// <summary>A target among several, which can't be skipped when its receiver is nil.</summary>
    private Node ToListedTarget(Node node)
    {
        if (node is CallNode call && (call.Flags & CallFlags.SafeNavigation) != 0)
        {
            Report(node.Location, "&. inside multiple assignment destination");
        }
        return ToTarget(node);
    }
}
