using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Assignments: simple, multiple, and with an operator.</summary>
internal sealed partial class Parser
{
    /// <summary>The latest targets that were read inside parentheses which are yet to be added to them.</summary>
    private MultiTargetNode? _bareTargets;

    /// <summary>A multiple assignment, or inside parentheses the bare targets of an outer one.</summary>
    private Node ParseMultiWrite(Node? first)
    {
        int start = first?.Location.Start ?? _lex.Start;
        MultiTargetNode targets = ParseTargets(first, start);
        if (_lex.Kind == TokenKind.Newline && _lex.NextLineBeginsWith((byte)')'))
        {
            SkipNewlines();
        }
        if (_lex.Kind == TokenKind.RightParen)
        {
            _bareTargets = targets;
            return targets;
        }
        if (_lex.Kind != TokenKind.Assign)
        {
            throw Unexpected("'='");
        }
        return ParseMultiWriteValue(targets);
    }

    private MultiWriteNode ParseMultiWriteValue(MultiTargetNode targets)
    {
        _lex.Advance();
        Node value = ParseAssignedValue(isStatement: true);
        if (_lex.Kind == TokenKind.KeywordRescue)
        {
            _lex.Advance();
            SkipNewlines();
            Node alternative = ParseBinary();
            value = new RescueModifierNode(SpanOf(value, alternative), value, alternative);
        }
        return new MultiWriteNode(SpanFrom(targets), targets.Lefts, targets.Rest, targets.Rights, value);
    }

    /// <summary>What stands behind an equals sign; as a statement it may be a bare list.</summary>
    private Node ParseAssignedValue(bool isStatement)
    {
        SkipNewlines();
        int start = _lex.Start;
        if (isStatement && _lex.Kind == TokenKind.Star)
        {
            return ParseBareArray(start, null);
        }
        Node value = Valued(ParseBinary());
        if (isStatement && _lex.Kind == TokenKind.Comma && !value.IsCommand)
        {
            return ParseBareArray(start, value);
        }
        return ParseRescueModifier(value);
    }

    /// <summary>A <c>rescue</c> that binds to a value and not to the whole statement.</summary>
    private Node ParseRescueModifier(Node value)
    {
        if (_lex.Kind != TokenKind.KeywordRescue)
        {
            return value;
        }
        _lex.Advance();
        SkipNewlines();
        Node alternative = ParseBinary();
        if (!value.IsCommand)
        {
            RejectCommand(alternative);
        }
        return new RescueModifierNode(SpanOf(value, alternative), value, alternative);
    }

    /// <summary>The array without brackets on the right of an assignment.</summary>
    private ArrayNode ParseBareArray(int start, Node? first)
    {
        var elements = new List<Node>();
        ArrayFlags flags = ArrayFlags.None;
        if (first is not null)
        {
            elements.Add(first);
            _lex.Advance();
            SkipNewlines();
        }
        do
        {
            SkipNewlines();
            if (_lex.Kind == TokenKind.Star)
            {
                flags = ArrayFlags.ContainsSplat;
                elements.Add(ParseSplatArgument());
            }
            else
            {
                elements.Add(Operand(ParseBinary()));
            }
        }
        while (Accept(TokenKind.Comma));
        return new ArrayNode(SpanFrom(start), flags, [.. elements]);
    }

    private Node ParseWrite(Node target, bool isStatement)
    {
        int start = target.Location.Start;
        switch (target)
        {
            case MultiTargetNode targets:
                return ParseMultiWriteValue(targets);
            case LocalVariableReadNode local:
                CheckName(local.Name, start);
                Node value = TakeValue(isStatement);
                return new LocalVariableWriteNode(SpanFrom(start), local.Name, local.Depth, value);
            case InstanceVariableReadNode variable:
                value = TakeValue(isStatement);
                return new InstanceVariableWriteNode(SpanFrom(start), variable.Name, value);
            case ClassVariableReadNode variable:
                value = TakeValue(isStatement);
                return new ClassVariableWriteNode(SpanFrom(start), variable.Name, value);
            case GlobalVariableReadNode variable:
                value = TakeValue(isStatement);
                return new GlobalVariableWriteNode(SpanFrom(start), variable.Name, value);
            case ConstantReadNode constant:
                CheckConstantAssignment(target);
                value = TakeValue(isStatement);
                return Shareable(new ConstantWriteNode(SpanFrom(start), constant.Name, value));
            case ConstantPathNode path:
                CheckConstantAssignment(target);
                value = TakeValue(isStatement);
                return Shareable(new ConstantPathWriteNode(SpanFrom(start), path, value));
            case CallNode { Receiver: null } or ItLocalVariableReadNode:
                string name = target is CallNode call ? CheckName(call.Name, target.Location.Start) : _lex.Intern("it");
                int depth = Declare(name);
                value = TakeValue(isStatement);
                return new LocalVariableWriteNode(SpanFrom(start), name, depth, value);
            default:
                return ParseAttributeWrite((CallNode)target, isStatement);
        }
    }

    private Node TakeValue(bool isStatement)
    {
        _lex.Advance();
        return ParseAssignedValue(isStatement);
    }

    /// <summary>An assignment to an index takes neither a block nor keywords, as of Ruby 3.4.</summary>
    private void CheckIndexArguments(CallNode target)
    {
        if (target.Block is BlockArgumentNode block)
        {
            Report(block.Location, "unexpected block arg given in index assignment; blocks are not allowed in index assignment expressions");
        }
        if (target.Arguments is { } arguments && (arguments.Flags & ArgumentsFlags.ContainsKeywords) != 0)
        {
            Report(arguments.Arguments[^1].Location, "unexpected keyword arg given in index assignment; keywords are not allowed in index assignment expressions");
        }
    }

    private CallNode ParseAttributeWrite(CallNode target, bool isStatement)
    {
        CheckIndexArguments(target);
        Node value = TakeValue(isStatement);
        bool isIndex = IsIndex(target);
        Node[] values = isIndex && target.Arguments is { } indexes ? [.. indexes.Arguments, value] : [value];
        ArgumentsFlags flags = target.Arguments?.Flags ?? ArgumentsFlags.None;
        var arguments = new ArgumentsNode(SpanOf(values[0], value), flags, values);
        string name = isIndex ? "[]=" : _lex.Intern(target.Name + "=");
        return new CallNode(
            SpanFrom(target), target.Flags | CallFlags.AttributeWrite, target.Receiver, name, target.MessageLocation,
            target.HasParentheses, arguments, target.Block);
    }

    private Node ParseOperatorWrite(Node target)
    {
        string operation = _lex.Name(_lex.Start, _lex.End - 1);
        if (target is MultiTargetNode)
        {
            throw Unexpected("'='");
        }
        if (target is CallNode { Receiver: null } or ItLocalVariableReadNode)
        {
            string name = target is CallNode call ? CheckName(call.Name, target.Location.Start) : _lex.Intern("it");
            target = new LocalVariableReadNode(target.Location, name, Declare(name));
        }
        if (target is LocalVariableReadNode local)
        {
            CheckName(local.Name, target.Location.Start);
        }
        if (target is CallNode index)
        {
            CheckIndexArguments(index);
        }
        if (target is ConstantReadNode or ConstantPathNode && operation is not "||")
        {
            CheckConstantAssignment(target);
        }
        Node value = TakeValue(isStatement: false);
        SourceSpan span = SpanFrom(target);
        Node write = operation switch
        {
            "&&" => MakeAndWrite(target, span, value),
            "||" => MakeOrWrite(target, span, value),
            _ => MakeOperatorWrite(target, span, operation, value),
        };
        return target is ConstantReadNode or ConstantPathNode ? Shareable(write) : write;
    }

    private Node MakeAndWrite(Node target, SourceSpan span, Node value) => target switch
    {
        LocalVariableReadNode read => new LocalVariableAndWriteNode(span, value, read.Name, read.Depth),
        InstanceVariableReadNode read => new InstanceVariableAndWriteNode(span, read.Name, value),
        ClassVariableReadNode read => new ClassVariableAndWriteNode(span, read.Name, value),
        GlobalVariableReadNode read => new GlobalVariableAndWriteNode(span, read.Name, value),
        ConstantReadNode read => new ConstantAndWriteNode(span, read.Name, value),
        ConstantPathNode path => new ConstantPathAndWriteNode(span, path, value),
        CallNode call when IsIndex(call) =>
            new IndexAndWriteNode(span, call.Flags, call.Receiver, call.Arguments, (BlockArgumentNode?)call.Block, value),
        CallNode call => new CallAndWriteNode(
            span, call.Flags, call.Receiver, call.MessageLocation, call.Name, _lex.Intern(call.Name + "="), value),
        _ => throw Unexpected(),
    };

    private Node MakeOrWrite(Node target, SourceSpan span, Node value) => target switch
    {
        LocalVariableReadNode read => new LocalVariableOrWriteNode(span, value, read.Name, read.Depth),
        InstanceVariableReadNode read => new InstanceVariableOrWriteNode(span, read.Name, value),
        ClassVariableReadNode read => new ClassVariableOrWriteNode(span, read.Name, value),
        GlobalVariableReadNode read => new GlobalVariableOrWriteNode(span, read.Name, value),
        ConstantReadNode read => new ConstantOrWriteNode(span, read.Name, value),
        ConstantPathNode path => new ConstantPathOrWriteNode(span, path, value),
        CallNode call when IsIndex(call) =>
            new IndexOrWriteNode(span, call.Flags, call.Receiver, call.Arguments, (BlockArgumentNode?)call.Block, value),
        CallNode call => new CallOrWriteNode(
            span, call.Flags, call.Receiver, call.MessageLocation, call.Name, _lex.Intern(call.Name + "="), value),
        _ => throw Unexpected(),
    };

    private Node MakeOperatorWrite(Node target, SourceSpan span, string operation, Node value) => target switch
    {
        LocalVariableReadNode read => new LocalVariableOperatorWriteNode(span, value, read.Name, operation, read.Depth),
        InstanceVariableReadNode read => new InstanceVariableOperatorWriteNode(span, read.Name, value, operation),
        ClassVariableReadNode read => new ClassVariableOperatorWriteNode(span, read.Name, value, operation),
        GlobalVariableReadNode read => new GlobalVariableOperatorWriteNode(span, read.Name, value, operation),
        ConstantReadNode read => new ConstantOperatorWriteNode(span, read.Name, value, operation),
        ConstantPathNode path => new ConstantPathOperatorWriteNode(span, path, value, operation),
        CallNode call when IsIndex(call) => new IndexOperatorWriteNode(
            span, call.Flags, call.Receiver, call.Arguments, (BlockArgumentNode?)call.Block, operation, value),
        CallNode call => new CallOperatorWriteNode(
            span, call.Flags, call.Receiver, call.MessageLocation, call.Name, _lex.Intern(call.Name + "="), operation, value),
        _ => throw Unexpected(),
    };
}
