using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb.Display;

/// <summary>Ruby source in colours, by its tokens.</summary>
internal static class SourceColours
{
    /// <summary>The style of a token.</summary>
    public static Style Of(TokenCategory category) => category switch
    {
        TokenCategory.Keyword => Style.Green,
        TokenCategory.ValueKeyword => Style.BoldCyan,
        TokenCategory.Constant => Style.UnderlinedBlue,
        TokenCategory.MethodName => Style.BoldBlue,
        TokenCategory.Number => Style.BoldBlue,
        TokenCategory.String or TokenCategory.Regexp => Style.Red,
        TokenCategory.StringDelimiter or TokenCategory.Embedding => Style.BoldRed,
        TokenCategory.Symbol => Style.Yellow,
        TokenCategory.Label => Style.Magenta,
        TokenCategory.GlobalVariable => Style.BoldGreen,
        TokenCategory.Comment => Style.Dim,
        TokenCategory.Invalid => Style.Wrong,
        _ => Style.Plain,
    };

    /// <summary>A text in colours.</summary>
    public static StyledText Of(string text)
    {
        StyledText styled = new();
        int from = 0;
        foreach (SourceToken token in TokenScan.Of(text))
        {
            styled.Add(text[from..token.Start]).Add(text[token.Start..token.End], Of(token.Category));
            from = token.End;
        }

        return styled.Add(text[from..]);
    }
}
