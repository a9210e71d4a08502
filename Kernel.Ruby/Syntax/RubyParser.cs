namespace Kernel.Ruby.Syntax;

/// <summary>The entry point: Ruby 3.4 source text to a syntax tree.</summary>
public static class RubyParser
{
    /// <summary>Parses a text. Never throws for bad Ruby: the result then holds the first error.</summary>
    public static ParseResult Parse(Source source, ParseOptions? options = null) =>
        throw new NotImplementedException($"{source.FileName}: the parser is not written yet ({options})");
}
