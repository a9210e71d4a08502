using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>Earlier inputs: one by one, by their beginning, and by incremental search.</summary>
internal sealed partial class LineEditor
{
    private int _recalled = -1;
    private string _draft = "";
    private string _beginning = "";

    /// <summary>The search that is going on.</summary>
    public IncrementalSearch? Search { get; private set; }

    /// <summary>The entry shown; as many as there are stands for what is being typed.</summary>
    private int Recalled => _recalled < 0 ? history.Entries.Count : _recalled;

    private void MoveUp()
    {
        if (!Buffer.MoveUp())
        {
            RecallOther(-1);
        }
    }

    private void MoveDown()
    {
        if (!Buffer.MoveDown())
        {
            RecallOther(1);
        }
    }

    private void RecallOther(int step)
    {
        int index = Recalled + step;
        if (index >= 0 && index <= history.Entries.Count)
        {
            Recall(index);
        }
    }

    private void Recall(int index)
    {
        if (index == Recalled)
        {
            return;
        }

        Save();
        if (Recalled == history.Entries.Count)
        {
            _draft = Buffer.Text;
        }

        _recalled = index;
        Buffer.Set(index == history.Entries.Count ? _draft : history.Entries[index]);
    }

    /// <summary>The nearest entry that begins as the text before the cursor does; the cursor stays.</summary>
    private void RecallBeginning(bool isBackward, EditAction before)
    {
        _last = EditAction.Recall;
        string beginning = _beginning = before == EditAction.Recall ? _beginning : Buffer.Text[..Buffer.Cursor];
        for (int i = Recalled + (isBackward ? -1 : 1); i >= 0 && i < history.Entries.Count; i += isBackward ? -1 : 1)
        {
            string entry = history.Entries[i];
            if (entry.StartsWith(beginning, StringComparison.Ordinal) && entry != Buffer.Text)
            {
                Recall(i);
                if (beginning.Length > 0)
                {
                    Buffer.MoveTo(beginning.Length);
                }

                return;
            }
        }
    }

    private void BeginSearch(bool isBackward) =>
        Search = new IncrementalSearch("", Recalled, isBackward, IsFailed: false, Buffer.Text, Buffer.Cursor);

    /// <summary>Takes a key in a search; false when the key ends the search and is to be taken as usual.</summary>
    private bool TakeSearchKey(Key key)
    {
        IncrementalSearch search = Search!;
        switch (key)
        {
            case { IsPlainText: true }:
                Find(search with { Pattern = search.Pattern + key.Text }, isFurther: false);
                return true;
            case { Code: KeyCode.Backspace } when search.Pattern.Length > 0:
                Find(search with { Pattern = search.Pattern[..^1], Index = history.Entries.Count }, isFurther: false);
                return true;
            case { Control: true, Text: "r" or "s" }:
                Find(search with { IsBackward = key.Text == "r" }, isFurther: true);
                return true;
            case { Control: true, Text: "g" or "c" }:
                Search = null;
                Buffer.Set(search.OldText, search.OldCursor);
                return true;
            case { Code: KeyCode.Escape }:
                EndSearch();
                return true;
            case { Code: KeyCode.Enter, Meta: false }:
                // What was found is handed in as it is.
                EndSearch();
                Buffer.MoveTo(Buffer.Text.Length);
                return false;
            default:
                EndSearch();
                return false;
        }
    }

    private void EndSearch()
    {
        if (Search is { Pattern.Length: > 0, IsFailed: false } found)
        {
            _draft = found.OldText;
            _recalled = found.Index;
        }

        Search = null;
    }

    private void Find(IncrementalSearch search, bool isFurther)
    {
        int step = search.IsBackward ? -1 : 1;
        int index = search.Index + (isFurther || search.Index == history.Entries.Count ? step : 0);
        for (; search.Pattern.Length > 0 && index >= 0 && index < history.Entries.Count; index += step)
        {
            string entry = history.Entries[index];
            int place = entry.IndexOf(search.Pattern, StringComparison.Ordinal);
            if (place >= 0 && (!isFurther || entry != Buffer.Text))
            {
                Buffer.Set(entry, place);
                Search = search with { Index = index, IsFailed = false };
                return;
            }
        }

        Search = search with { IsFailed = search.Pattern.Length > 0 };
    }
}
