using Gem.Client.Commands.Irb.Display;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb;

/// <summary>
/// The prompts of an input: where it is evaluated, the number of the line and how deep it stands. A plus sign says that the
/// transaction has changes to commit.
/// </summary>
/// <param name="Mode">The kind of prompts.</param>
/// <param name="Label">What self calls itself.</param>
/// <param name="FirstLine">Number of the input's first line.</param>
/// <param name="HasChanges">There are uncommitted changes of persistent objects.</param>
internal sealed record Prompts(PromptMode Mode, string Label, int FirstLine, bool HasChanges)
{
    /// <summary>The prompt of a line of the input.</summary>
    public StyledText Of(int line, Nesting nesting)
    {
        StyledText prompt = new();
        string mark = HasChanges ? "+" : "";
        return Mode switch
        {
            PromptMode.Null => prompt,
            PromptMode.Simple => prompt.Add(mark, Style.Yellow).Add(line == 0 ? ">> " : "?> "),
            _ => prompt.Add($"maglev({Label})").Add(mark, Style.Yellow).Add($":{FirstLine + line:000}:{nesting.DepthAt(line)}{(line == 0 ? ">" : "*")} "),
        };
    }
}
