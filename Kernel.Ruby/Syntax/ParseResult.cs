using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax;

/// <summary>What a parse found.</summary>
public sealed class ParseResult
{
    internal ParseResult(Source source, ProgramNode? program, IReadOnlyList<SyntaxError> errors)
    {
        Source = source;
        Program = program;
        Errors = errors;
    }

    /// <summary>The text parsed.</summary>
    public Source Source { get; }

    /// <summary>The tree, null when there are errors.</summary>
    public ProgramNode? Program { get; }

    /// <summary>The errors in the order of their places.</summary>
    public IReadOnlyList<SyntaxError> Errors { get; }

    /// <summary>The first error, null without any.</summary>
    public SyntaxError? Error => Errors.Count > 0 ? Errors[0] : null;

    /// <summary>The message that shows all errors in their lines; only when there are any.</summary>
    public string ErrorText => SyntaxErrorText.Of(Source, Errors);

    /// <summary>The source encoding: from a magic comment or the options.</summary>
    public string EncodingName { get; internal init; } = "UTF-8";

    /// <summary>What the magic comment <c>frozen_string_literal</c> or the options said; null when nothing did.</summary>
    public bool? FrozenStringLiteral { get; internal init; }

    /// <summary>Where the text after <c>__END__</c> begins, which <c>DATA</c> reads; -1 without it.</summary>
    public int DataOffset { get; internal init; } = -1;
}
