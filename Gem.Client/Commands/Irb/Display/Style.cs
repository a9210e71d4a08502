namespace Gem.Client.Commands.Irb.Display;

/// <summary>How a stretch of text looks: the parameters of the terminal's "select graphic rendition"; empty for plain.</summary>
internal readonly record struct Style(string Code)
{
    public static readonly Style Plain = new("");
    public static readonly Style Bold = new("1");
    public static readonly Style Dim = new("2");
    public static readonly Style Reverse = new("7");
    public static readonly Style Red = new("31");
    public static readonly Style Green = new("32");
    public static readonly Style Yellow = new("33");
    public static readonly Style Blue = new("34");
    public static readonly Style Magenta = new("35");
    public static readonly Style Cyan = new("36");
    public static readonly Style BoldRed = new("1;31");
    public static readonly Style BoldGreen = new("1;32");
    public static readonly Style BoldBlue = new("1;34");
    public static readonly Style BoldCyan = new("1;36");
    public static readonly Style UnderlinedBlue = new("1;4;34");
    public static readonly Style Wrong = new("4;31");

    /// <summary>Nothing but text.</summary>
    public bool IsPlain => Code.Length == 0;
}
