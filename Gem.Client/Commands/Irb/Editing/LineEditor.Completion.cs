using Kernel.Ruby.Interactive;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>Completion: what all candidates begin with at once, then one candidate after the other.</summary>
internal sealed partial class LineEditor
{
    /// <summary>The candidates to choose from, while there are several.</summary>
    public CompletionMenu? Menu { get; private set; }

    private void CompleteWord(bool isBackward)
    {
        if (Menu is { } menu)
        {
            int count = menu.Candidates.Count;
            int selected = isBackward ? (menu.Selected <= 0 ? count : menu.Selected) - 1 : (menu.Selected + 1) % count;
            Change(() => Buffer.Replace(menu.Start, Buffer.Cursor, menu.Candidates[selected]));
            Menu = menu with { Selected = selected };
            return;
        }

        string line = Buffer.Text[Buffer.LineStart..Buffer.Cursor];
        if (line.Trim().Length == 0 && !isBackward)
        {
            InsertText(new string(' ', IndentWidth - (line.Length % IndentWidth)));
            return;
        }

        if (host.Complete(Buffer.Text, Buffer.Cursor) is not { Candidates.Count: > 0 } completion)
        {
            return;
        }

        string common = completion.CommonPrefix;
        if (common.Length > Buffer.Cursor - completion.Start)
        {
            Change(() => Buffer.Replace(completion.Start, Buffer.Cursor, common));
        }

        Menu = completion.Candidates.Count > 1 ? new CompletionMenu(completion.Candidates, completion.Start, -1) : null;
    }
}
