namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Carries a syntax error from where it is found to the statement that the parser gives up.</summary>
internal sealed class SyntaxException(int offset, string message, bool isAtEnd) : Exception(message)
{
    /// <summary>The byte at fault.</summary>
    internal int Offset { get; } = offset;

    /// <summary>Where the text at fault ends; when no more is known, behind its first byte.</summary>
    internal int End { get; init; } = offset + 1;

    /// <summary>Whether a magic comment names an encoding that nobody knows.</summary>
    internal bool IsArgumentError { get; init; }

    /// <summary>Whether more text could have mended it.</summary>
    internal bool IsAtEnd { get; } = isAtEnd;

    /// <summary>Whether nothing can be parsed after it.</summary>
    internal bool IsFinal { get; init; }
}
