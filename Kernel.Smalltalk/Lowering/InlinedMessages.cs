using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>
/// The sends that become jumps when their blocks are written in place. Receivers of conditions that are no Booleans
/// answer to nonBoolean, as GemStone has it.
/// </summary>
internal static class InlinedMessages
{
    /// <summary>True for a send that is lowered without a send; loops are, too.</summary>
    public static bool IsInlined(SendNode send)
    {
        MessageNode message = send.Message;
        if (message.Environment != 0 || message.IsRubyNamed || send.Receiver.Kind == NodeKind.Super)
        {
            return false;
        }

        return message.Selector switch
        {
            "ifTrue:" or "ifFalse:" or "and:" or "or:" or "ifNil:" => IsBlock(message.Arguments[0], 0),
            "ifNotNil:" => IsBlock(message.Arguments[0], 0) || IsBlock(message.Arguments[0], 1),
            "ifTrue:ifFalse:" or "ifFalse:ifTrue:" => IsBlock(message.Arguments[0], 0) && IsBlock(message.Arguments[1], 0),
            "ifNil:ifNotNil:" => IsBlock(message.Arguments[0], 0) && IsNotNilBlock(message.Arguments[1]),
            "ifNotNil:ifNil:" => IsNotNilBlock(message.Arguments[0]) && IsBlock(message.Arguments[1], 0),
            _ => IsLoop(send),
        };
    }

    /// <summary>True for a send that is lowered as a loop.</summary>
    public static bool IsLoop(SendNode send)
    {
        MessageNode message = send.Message;
        if (message.Environment != 0 || message.IsRubyNamed || send.Receiver.Kind == NodeKind.Super)
        {
            return false;
        }

        return message.Selector switch
        {
            "whileTrue:" or "whileFalse:" => IsBlock(send.Receiver, 0) && IsBlock(message.Arguments[0], 0),
            "whileTrue" or "whileFalse" or "repeat" => IsBlock(send.Receiver, 0),
            "timesRepeat:" => IsBlock(message.Arguments[0], 0),
            "to:do:" => IsBlock(message.Arguments[1], 1),
            "to:by:do:" => message.Arguments[1] is IntegerNode { Value.IsZero: false } step && System.Numerics.BigInteger.Abs(step.Value) <= short.MaxValue
                && IsBlock(message.Arguments[2], 1),
            _ => false,
        };
    }

    private static bool IsNotNilBlock(Node node) => IsBlock(node, 0) || IsBlock(node, 1);

    private static bool IsBlock(Node node, int parameterCount) => node is BlockNode block && block.Parameters.Count == parameterCount;
}
