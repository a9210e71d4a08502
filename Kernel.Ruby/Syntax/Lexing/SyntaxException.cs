namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Carries the first syntax error from lexer or parser to <see cref="RubyParser"/>.</summary>
internal sealed class SyntaxException(int offset, string message, bool isAtEnd) : Exception(message)
{
    /// <summary>The byte at fault.</summary>
    internal int Offset { get; } = offset;

    /// <summary>Length of a name of an encoding that a magic comment has and nobody knows; 0 for other faults.</summary>
    internal int EncodingNameLength { get; init; }

    /// <summary>Whether more text could have mended it.</summary>
    internal bool IsAtEnd { get; } = isAtEnd;
}
