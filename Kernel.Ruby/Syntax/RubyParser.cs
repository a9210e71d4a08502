using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;
using Kernel.Ruby.Syntax.Parsing;

namespace Kernel.Ruby.Syntax;

/// <summary>The entry point: Ruby 3.4 source text to a syntax tree.</summary>
public static class RubyParser
{
    /// <summary>Lines that an error shows on each side.</summary>
    private const int ContextLines = 2;

    /// <summary>Parses a text. Never throws for bad Ruby: the result then holds the first error.</summary>
    public static ParseResult Parse(Source source, ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        var lexer = new Lexer(source) { EncodingName = options.EncodingName, FrozenStringLiteral = options.FrozenStringLiteral };
        ProgramNode? program = null;
        SyntaxError? error = null;
        try
        {
            lexer.ReadMagicComments();
            program = LineLoopTree.Wrap(new Parser(source, lexer, options).ParseProgram(), options.LineLoop);
        }
        catch (SyntaxException e)
        {
            int at = e.Offset;
            if (at > 0 && at >= source.Bytes.Length && source.Bytes[^1] == (byte)'\n')
            {
                // What is missing at the end is missing on the last line, not on the empty one behind it.
                at = source.Bytes.Length - 1;
            }

            error = new SyntaxError(source.FileName, source.LineOf(at), source.ColumnOf(at) + 1, e.Message, source.TextOfLineAt(at), e.IsAtEnd)
            {
                EncodingNameLength = e.EncodingNameLength,
                Before = source.LinesBefore(at, ContextLines),
                After = source.LinesAfter(at, ContextLines),
            };
        }
        return new ParseResult(source, program, error)
        {
            EncodingName = lexer.EncodingName,
            FrozenStringLiteral = lexer.FrozenStringLiteral,
            DataOffset = lexer.DataOffset,
        };
    }
}
