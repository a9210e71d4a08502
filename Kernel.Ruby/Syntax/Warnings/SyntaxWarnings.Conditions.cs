using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Warnings;

/// <summary>Conditions that are always the same, values that nobody uses, statements behind a jump.</summary>
public sealed partial class SyntaxWarnings
{
    private void CheckCondition(Node predicate)
    {
        switch (predicate)
        {
            case ParenthesesNode { Body: StatementsNode { Body: [.., { } last] } }:
                CheckCondition(last);
                break;
            case AndNode both:
                CheckCondition(both.Left);
                CheckCondition(both.Right);
                break;
            case OrNode either:
                CheckCondition(either.Left);
                CheckCondition(either.Right);
                break;
            case FlipFlopNode flipFlop:
                CheckFlipFlop(flipFlop.Left);
                CheckFlipFlop(flipFlop.Right);
                break;
            case StringNode or InterpolatedStringNode:
                Add(predicate, "string literal in condition", isVerbose: false);
                break;
            case SymbolNode or InterpolatedSymbolNode:
                Add(predicate, "symbol literal in condition", isVerbose: true);
                break;
            case IntegerNode or FloatNode or RationalNode or ImaginaryNode:
                Add(predicate, "literal in condition", isVerbose: true);
                break;
            case MatchLastLineNode or InterpolatedMatchLastLineNode:
                Add(predicate, "regex literal in condition", isVerbose: false);
                break;
            default:
                if (ValueWritten(predicate) is { } value && IsLiteral(value))
                {
                    Add(predicate, "found '= literal' in conditional, should be ==", isVerbose: false);
                }

                break;
        }
    }

    private void CheckFlipFlop(Node? end)
    {
        if (end is IntegerNode)
        {
            Add(end, "integer literal in flip-flop", isVerbose: false);
        }
    }

    private static Node? ValueWritten(Node node) => node switch
    {
        LocalVariableWriteNode write => write.Value,
        InstanceVariableWriteNode write => write.Value,
        GlobalVariableWriteNode write => write.Value,
        ClassVariableWriteNode write => write.Value,
        _ => null,
    };

    private static bool IsLiteral(Node node) => node switch
    {
        IntegerNode or FloatNode or RationalNode or ImaginaryNode or StringNode or SymbolNode or NilNode or TrueNode or FalseNode or RegularExpressionNode => true,
        ArrayNode array => array.Elements.All(IsLiteral),
        HashNode hash => hash.Elements.All(element => element is AssocNode pair && IsLiteral(pair.Key) && IsLiteral(pair.Value)),
        _ => false,
    };

    /// <summary>All statements but the last must do something, and nothing stands behind a jump.</summary>
    private void CheckStatements(StatementsNode statements)
    {
        if (!_isVerbose)
        {
            return;
        }

        for (int i = 0; i < statements.Body.Length - 1; i++)
        {
            Node statement = statements.Body[i];
            if (statement is ReturnNode or BreakNode or NextNode or RedoNode or RetryNode)
            {
                Add(statements.Body[i + 1], "statement not reached", isVerbose: true);
            }
            else
            {
                CheckUse(statement);
            }
        }
    }

    /// <summary>A statement whose value nobody takes must do something.</summary>
    private void CheckUse(Node statement)
    {
        if (UseOf(statement) is { } use)
        {
            Add(statement, $"possibly useless use of {use} in void context", isVerbose: true);
        }
    }

    /// <summary>What a statement only looks at; null when it may do something.</summary>
    private static string? UseOf(Node statement) => statement switch
    {
        IntegerNode or FloatNode or RationalNode or ImaginaryNode or StringNode or InterpolatedStringNode or SymbolNode or InterpolatedSymbolNode
            or RegularExpressionNode or InterpolatedRegularExpressionNode or SourceFileNode or SourceLineNode or SourceEncodingNode => "a literal",
        LocalVariableReadNode or InstanceVariableReadNode or ClassVariableReadNode or GlobalVariableReadNode
            or BackReferenceReadNode or NumberedReferenceReadNode => "a variable",
        ConstantReadNode => "a constant",
        ConstantPathNode => "::",
        SelfNode => "self",
        NilNode => "nil",
        TrueNode => "true",
        FalseNode => "false",
        DefinedNode => "defined?",
        RangeNode range => range.Flags.HasFlag(RangeFlags.ExcludeEnd) ? "..." : "..",
        CallNode { Receiver: not null, Block: null, Name: var name } call when IsOperator(name) && !call.Flags.HasFlag(CallFlags.SafeNavigation) => name,
        _ => null,
    };

    private static bool IsOperator(string name) => name is "==" or "!=" or "<" or "<=" or ">" or ">=" or "<=>" or "+" or "-" or "*" or "/" or "%"
        or "**" or "|" or "&" or "^" or "-@" or "+@" or "~";
}
