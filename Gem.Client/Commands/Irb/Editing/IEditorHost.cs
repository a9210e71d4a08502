using Gem.Client.Commands.Irb.Display;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>What a line editor asks of whoever reads the lines.</summary>
internal interface IEditorHost
{
    /// <summary>Whether a text may be handed in.</summary>
    InputState Check(string text);

    /// <summary>What the word before the cursor may become; null when there is no word.</summary>
    Completion? Complete(string text, int cursor);

    /// <summary>The tokens of a text.</summary>
    IReadOnlyList<SourceToken> Scan(string text);

    /// <summary>Nothing is asked until the answer is disposed of: the user thinks.</summary>
    IDisposable? BeginWait() => null;

    /// <summary>What stands before a line of the text.</summary>
    StyledText Prompt(int line, Nesting nesting);
}
