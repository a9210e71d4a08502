using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax;

/// <summary>Puts a program into the loop that -n and -p ask for; BEGIN blocks stay before it, as in Prism.</summary>
internal static class LineLoopTree
{
    /// <summary>The program in its loop.</summary>
    public static ProgramNode Wrap(ProgramNode program, LineLoop loop)
    {
        if ((loop & LineLoop.Reads) == 0)
        {
            return program;
        }

        SourceSpan at = new(program.Statements.Location.Start, program.Statements.Location.Start);
        List<Node> body = [];
        if ((loop & LineLoop.Splits) != 0)
        {
            body.Add(new GlobalVariableWriteNode(at, "$F", Call(at, Line(at), "split")));
        }

        body.AddRange(program.Statements.Body.Where(statement => statement is not PreExecutionNode));
        if ((loop & LineLoop.Prints) != 0)
        {
            body.Add(Call(at, null, "print", Line(at)));
        }

        Node read = (loop & LineLoop.Chomps) != 0 ? Call(at, null, "gets", Chomp(at)) : Call(at, null, "gets");
        WhileNode lines = new(at, default, read, new StatementsNode(at, [.. body]));
        return new ProgramNode(
            program.Location,
            program.Locals,
            new StatementsNode(program.Statements.Location, [.. program.Statements.Body.Where(statement => statement is PreExecutionNode), lines]));
    }

    private static GlobalVariableReadNode Line(SourceSpan at) => new(at, "$_");

    private static KeywordHashNode Chomp(SourceSpan at) =>
        new(at, default, [new AssocNode(at, new SymbolNode(at, default, "chomp"u8.ToArray()), new TrueNode(at))]);

    private static CallNode Call(SourceSpan at, Node? receiver, string name, params Node[] arguments) => new(
        at, receiver is null ? CallFlags.IgnoreVisibility : default, receiver, name, at, false, arguments.Length == 0 ? null : new ArgumentsNode(at, default, arguments), null);
}
