using System.Globalization;
using System.Text;
using Kernel.Smalltalk.Syntax;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Tests.Syntax;

/// <summary>Prints a tree so that a test can say in one line what it expects.</summary>
internal static class TreeText
{
    public static string OfDoIt(string text) => Of(Parser.ParseDoIt(new SourceText("test.st", text)));

    public static string OfMethod(string text) => Of(Parser.ParseMethod(new SourceText("test.st", text)));

    public static string Of(Node node) => node switch
    {
        MethodNode method => $"{method.Selector}({Names(method.Parameters)}){Join("", method.Pragmas, " ")} {Of(method.Body)}",
        DoItNode doIt => Of(doIt.Body),
        SequenceNode sequence => (sequence.Temporaries.Count > 0 ? $"|{Names(sequence.Temporaries)}| " : "") + Join("", sequence.Statements, ". "),
        BlockNode block => $"[{Names(block.Parameters)}: {Of(block.Body)}]",
        PragmaNode pragma => $" <{pragma.Selector}{Join(" ", pragma.Arguments, " ")}>",
        ReturnNode result => $"^{Of(result.Value)}",
        AssignmentNode assignment => $"{assignment.Target.Name} := {Of(assignment.Value)}",
        SendNode send => $"({Of(send.Receiver)} {Message(send.Message)})",
        CascadeNode cascade => $"({Of(cascade.Receiver)} {string.Join("; ", cascade.Messages.Select(Message))})",
        VariableNode variable => variable.Name,
        ReservedNode reserved => reserved.Kind.ToString().ToLowerInvariant(),
        IntegerNode integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        FloatNode number => number.Value.ToString("R", CultureInfo.InvariantCulture) + "f",
        ScaledDecimalNode scaled => $"{scaled.Digits}/10^{scaled.FractionDigits}s{scaled.Scale}",
        CharacterNode character => $"${new Rune(character.CodePoint)}",
        StringNode text => $"'{text.Value}'",
        SymbolNode symbol => $"#{symbol.Value}",
        LiteralArrayNode array => $"#({Join("", array.Elements, " ")})",
        ByteArrayNode bytes => $"#[{string.Join(' ', bytes.Value)}]",
        DynamicArrayNode array => $"{{{Join("", array.Elements, ". ")}}}",
        _ => throw new ArgumentException($"no text for {node.Kind}"),
    };

    private static string Message(MessageNode message)
    {
        string environment = message.Environment == 0 && !message.IsRubyNamed ? "" : $"{(message.IsRubyNamed ? "ruby" : "env")}{message.Environment}:";
        return $"{environment}{message.Selector}{(message.HasBlockArgument ? "&" : "")}{Join(" ", message.Arguments, " ")}";
    }

    private static string Names(IReadOnlyList<VariableDeclaration> names) => string.Join(' ', names.Select(name => name.Name));

    private static string Join(string before, IEnumerable<Node> nodes, string separator)
    {
        string joined = string.Join(separator, nodes.Select(Of));
        return joined.Length == 0 ? "" : before + joined;
    }
}
