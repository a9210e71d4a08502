namespace Gem.Client.Commands.Irb;

/// <summary>What prompts and results look like.</summary>
internal enum PromptMode
{
    /// <summary><c>maglev(main):001:0> </c> and <c>=> </c>.</summary>
    Default,

    /// <summary><c>>> </c> and <c>=> </c>.</summary>
    Simple,

    /// <summary>No prompts, and results alone.</summary>
    Null,
}
