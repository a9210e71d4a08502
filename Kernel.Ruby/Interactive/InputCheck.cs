using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Nodes;
using Kernel.Ruby.Syntax.Tokens;

namespace Kernel.Ruby.Interactive;

/// <summary>Tells input that goes on from input that is wrong: the parser's word, with what only a reader of lines needs to know.</summary>
public static class InputCheck
{
    /// <summary>The state of a text that is evaluated where these local variables exist.</summary>
    public static InputState Of(string text, IReadOnlyList<string> locals)
    {
        // Enter was pressed: the text's last line has an end.
        string whole = text.EndsWith('\n') ? text : text + "\n";
        ParseResult parsed = RubyParser.Parse(new Source(whole, "(irb)"), new ParseOptions { Scopes = [locals] });
        if (parsed.Error is { } error)
        {
            return error.IsAtEnd ? InputState.Incomplete : InputState.Wrong;
        }

        return EndsWithBackslash(text, locals) ? InputState.Incomplete : InputState.Complete;
    }

    /// <summary>Whether the last statement of a text assigns something: its value is what the reader has just written.</summary>
    public static bool EndsInAssignment(string text, IReadOnlyList<string> locals)
    {
        ParseResult parsed = RubyParser.Parse(new Source(text, "(irb)"), new ParseOptions { Scopes = [locals] });
        return parsed.Program?.Statements.Body is [.., { } last]
            && (last is CallNode call ? (call.Flags & CallFlags.AttributeWrite) != 0
                : last is not MatchWriteNode && last.Kind.ToString().Contains("Write", StringComparison.Ordinal));
    }

    /// <summary>A backslash at the end of a line joins the next one to it.</summary>
    private static bool EndsWithBackslash(string text, IReadOnlyList<string> locals)
    {
        string trimmed = text.EndsWith('\n') ? text[..^1] : text;
        return trimmed.EndsWith('\\') && !TokenScan.Of(trimmed, locals).Any(token => token.Category != TokenCategory.Invalid && token.End == trimmed.Length);
    }
}
