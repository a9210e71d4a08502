using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax;

/// <summary>What a parse found.</summary>
public sealed class ParseResult
{
    internal ParseResult(Source source, ProgramNode? program, SyntaxError? error)
    {
        Source = source;
        Program = program;
        Error = error;
    }

    /// <summary>The text parsed.</summary>
    public Source Source { get; }

    /// <summary>The tree, null after an error.</summary>
    public ProgramNode? Program { get; }

    /// <summary>The first error, null without any.</summary>
    public SyntaxError? Error { get; }

    /// <summary>The source encoding: from a magic comment or the options.</summary>
    public string EncodingName { get; internal init; } = "UTF-8";

    /// <summary>What the magic comment <c>frozen_string_literal</c> or the options said; null when nothing did.</summary>
    public bool? FrozenStringLiteral { get; internal init; }

    /// <summary>Where the text after <c>__END__</c> begins, which <c>DATA</c> reads; -1 without it.</summary>
    public int DataOffset { get; internal init; } = -1;
}
