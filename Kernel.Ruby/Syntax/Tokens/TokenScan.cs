using System.Text;

namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>
/// A text as tokens, for colours, indentation and completion while it is typed: it need not be Ruby, nor whole. Where the
/// parser would know, this guesses from the token before; what it guesses wrong gets a wrong colour and nothing worse.
/// </summary>
public static class TokenScan
{
    /// <summary>The tokens in the order they stand; white space is none. Names in <paramref name="locals"/> are variables.</summary>
    public static IReadOnlyList<SourceToken> Of(string text, IEnumerable<string>? locals = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        List<SourceToken> tokens = new TokenScanner(bytes, locals ?? []).Run();
        if (bytes.Length != text.Length)
        {
            ToCharacterOffsets(tokens, bytes);
        }

        return tokens;
    }

    private static void ToCharacterOffsets(List<SourceToken> tokens, byte[] bytes)
    {
        int[] characters = new int[bytes.Length + 1];
        int count = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            // A character of four bytes is two of UTF-16's; a byte within one maps to its beginning.
            bool isFirst = (bytes[i] & 0xC0) != 0x80;
            characters[i] = isFirst ? count : characters[i - 1];
            count += isFirst ? bytes[i] >= 0xF0 ? 2 : 1 : 0;
        }

        characters[bytes.Length] = count;
        for (int i = 0; i < tokens.Count; i++)
        {
            SourceToken token = tokens[i];
            tokens[i] = token with { Start = characters[token.Start], End = characters[token.End] };
        }
    }
}
