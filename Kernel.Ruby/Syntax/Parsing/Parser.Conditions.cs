using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>What literals mean in a condition: ranges become flip-flops, regular expressions match <c>$_</c>.</summary>
internal sealed partial class Parser
{
    private static Node ToCondition(Node node)
    {
        switch (node)
        {
            case RegularExpressionNode regexp:
                return new MatchLastLineNode(node.Location, regexp.Flags, regexp.Unescaped);
            case InterpolatedRegularExpressionNode regexp:
                return new InterpolatedMatchLastLineNode(node.Location, regexp.Flags, regexp.Parts);
            case RangeNode range:
                return new FlipFlopNode(
                    node.Location, range.Flags, ToOptionalCondition(range.Left), ToOptionalCondition(range.Right));
            case AndNode and:
                return new AndNode(node.Location, ToCondition(and.Left), ToCondition(and.Right));
            case OrNode or:
                return new OrNode(node.Location, ToCondition(or.Left), ToCondition(or.Right));
            case ParenthesesNode { Body: StatementsNode { Body: [var only] } body } parentheses:
                Node condition = ToCondition(only);
                return ReferenceEquals(condition, only) ? node
                    : new ParenthesesNode(node.Location, parentheses.Flags, new StatementsNode(body.Location, [condition]));
            case CallNode { Name: "!", Receiver: { } receiver } not:
                Node operand = ToCondition(receiver);
                return ReferenceEquals(operand, receiver) ? node
                    : new CallNode(node.Location, not.Flags, operand, not.Name, not.MessageLocation, not.HasParentheses, not.Arguments, not.Block);
            default:
                return node;
        }
    }

    private static Node? ToOptionalCondition(Node? node) => node is null ? null : ToCondition(node);
}
