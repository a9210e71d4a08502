namespace Kernel.Ruby.Primitives;

/// <summary>The shapes of names: what may be an identifier, a constant, an instance variable.</summary>
internal static class Names
{
    /// <summary>Letters, digits and underscores, not beginning with a digit.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c < 0x80 && !char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An identifier that begins with a capital letter.</summary>
    public static bool IsConstant(ReadOnlySpan<char> text) => IsIdentifier(text) && char.IsUpper(text[0]);

    /// <summary><c>@</c> and an identifier.</summary>
    public static bool IsInstanceVariable(ReadOnlySpan<char> text) => text.Length > 1 && text[0] == '@' && IsIdentifier(text[1..]);

    /// <summary><c>@@</c> and an identifier.</summary>
    public static bool IsClassVariable(ReadOnlySpan<char> text) => text.Length > 2 && text.StartsWith("@@") && IsIdentifier(text[2..]);
}
