using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;
using Kernel.Ruby.Syntax.Parsing;

namespace Kernel.Ruby.Syntax;

/// <summary>The entry point: Ruby 3.4 source text to a syntax tree.</summary>
public static class RubyParser
{
    /// <summary>Parses a text. Never throws for bad Ruby: the result then holds the errors.</summary>
    public static ParseResult Parse(Source source, ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        var lexer = new Lexer(source) { EncodingName = options.EncodingName, FrozenStringLiteral = options.FrozenStringLiteral };
        var parser = new Parser(source, lexer, options);
        ProgramNode? program = null;
        try
        {
            lexer.ReadMagicComments();
            program = LineLoopTree.Wrap(parser.ParseProgram(), options.LineLoop);
        }
        catch (SyntaxException error)
        {
            parser.Record(error);
        }
        SyntaxError[] errors = [.. parser.Errors.Select(error => Locate(source, error))];
        return new ParseResult(source, errors.Length > 0 ? null : program, errors)
        {
            EncodingName = lexer.EncodingName,
            FrozenStringLiteral = lexer.FrozenStringLiteral,
            DataOffset = lexer.DataOffset,
        };
    }

    private static SyntaxError Locate(Source source, SyntaxException error)
    {
        int start = error.Offset;
        if (start > 0 && start >= source.Bytes.Length && source.Bytes[^1] == (byte)'\n')
        {
            // What is missing at the end is missing on the last line, not on the empty one behind it.
            start = source.Bytes.Length - 1;
        }

        int line = source.LineOf(start);
        int column = source.ColumnOf(start);
        int end = Math.Clamp(error.End - start, 1, Math.Max(1, source.LengthOfLine(line) - column));
        return new SyntaxError(line, column + 1, column + 1 + end, error.Message, error.IsAtEnd) { IsArgumentError = error.IsArgumentError };
    }
}
