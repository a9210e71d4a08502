using Gem.Client.Commands.Irb.Terminals;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>
/// An editor of one input, which may have several lines, with the keys of Emacs as readline has them. It knows no terminal:
/// keys go in, <see cref="EditorView"/> shows what came of them.
/// </summary>
internal sealed partial class LineEditor(IEditorHost host, History history, KillRing killed)
{
    private const int IndentWidth = 2;

    private readonly Stack<(string Text, int Cursor)> _undo = new();
    private EditAction _last;
    private bool _quotesNext;
    private int _yankStart;

    /// <summary>The text and the cursor.</summary>
    public EditBuffer Buffer { get; } = new();

    /// <summary>Whoever reads the lines.</summary>
    public IEditorHost Host => host;

    /// <summary>Takes a key.</summary>
    public EditOutcome Press(Key key)
    {
        if (_quotesNext)
        {
            _quotesNext = false;
            InsertText(key.Control && key.Text.Length == 1 ? ((char)(key.Text[0] & 0x1f)).ToString() : key.Code == KeyCode.Tab ? "\t" : key.Text);
            return EditOutcome.Continue;
        }

        if (Search is not null && TakeSearchKey(key))
        {
            return EditOutcome.Continue;
        }

        if (key.Code == KeyCode.Tab && !key.Meta)
        {
            CompleteWord(isBackward: key.Shift);
            _last = EditAction.Other;
            return EditOutcome.Continue;
        }

        Menu = null;
        EditAction before = _last;
        _last = EditAction.Other;
        return key switch
        {
            { Code: KeyCode.Text, Control: true } => PressControl(key.Text[0], before),
            { Code: KeyCode.Text, Meta: true } => PressMeta(key.Text, before),
            { Code: KeyCode.Text } => Type(key.Text, before),
            { Code: KeyCode.Paste } => Paste(key.Text),
            _ => PressNamed(key, before),
        };
    }

    private EditOutcome PressControl(char letter, EditAction before)
    {
        switch (letter)
        {
            case 'a': Buffer.MoveTo(Buffer.LineStart); break;
            case 'b': Buffer.MoveTo(Buffer.Previous); break;
            case 'c': return EditOutcome.Interrupted;
            case 'd' when Buffer.Text.Length == 0: return EditOutcome.EndOfInput;
            case 'd': DeleteForward(); break;
            case 'e': Buffer.MoveTo(Buffer.LineEnd); break;
            case 'f': Buffer.MoveTo(Buffer.Next); break;
            case 'j': return Enter(isAnywhere: true);
            case 'k': Kill(Buffer.Cursor, Buffer.LineEnd == Buffer.Cursor ? Buffer.Next : Buffer.LineEnd, before, isBefore: false); break;
            case 'l': return EditOutcome.ClearScreen;
            case 'n': MoveDown(); break;
            case 'p': MoveUp(); break;
            case 'q' or 'v': _quotesNext = true; break;
            case 'r': BeginSearch(isBackward: true); break;
            case 's': BeginSearch(isBackward: false); break;
            case 't': Change(() => Buffer.Transpose()); break;
            case 'u': Kill(Buffer.LineStart, Buffer.Cursor, before, isBefore: true); break;
            case 'w': Kill(Buffer.RunStart, Buffer.Cursor, before, isBefore: true); break;
            case 'y': Yank(killed.Current, Buffer.Cursor); break;
            case 'z': return EditOutcome.Suspend;
            case '_': Undo(); break;
        }

        return EditOutcome.Continue;
    }

    private EditOutcome PressMeta(string text, EditAction before)
    {
        switch (text)
        {
            case "b": Buffer.MoveTo(Buffer.WordStart); break;
            case "f": Buffer.MoveTo(Buffer.WordEnd); break;
            case "d": Kill(Buffer.Cursor, Buffer.WordEnd, before, isBefore: false); break;
            case "y" when before == EditAction.Yank: Yank(killed.Rotate(), _yankStart); break;
            case "u": ChangeWord(word => word.ToUpperInvariant()); break;
            case "l": ChangeWord(word => word.ToLowerInvariant()); break;
            case "c": ChangeWord(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()); break;
            case "<": Recall(0); break;
            case ">": Recall(history.Entries.Count); break;
            case "p": RecallBeginning(isBackward: true, before); break;
            case "n": RecallBeginning(isBackward: false, before); break;
        }

        return EditOutcome.Continue;
    }

    private EditOutcome PressNamed(Key key, EditAction before)
    {
        bool byWord = key.Control || key.Meta;
        switch (key.Code)
        {
            case KeyCode.Enter when key.Meta: InsertLine(); break;
            case KeyCode.Enter: return Enter(isAnywhere: false);
            case KeyCode.Backspace when byWord: Kill(Buffer.WordStart, Buffer.Cursor, before, isBefore: true); break;
            case KeyCode.Backspace: DeleteBackward(); break;
            case KeyCode.Delete when byWord: Kill(Buffer.Cursor, Buffer.WordEnd, before, isBefore: false); break;
            case KeyCode.Delete: DeleteForward(); break;
            case KeyCode.Left: Buffer.MoveTo(byWord ? Buffer.WordStart : Buffer.Previous); break;
            case KeyCode.Right: Buffer.MoveTo(byWord ? Buffer.WordEnd : Buffer.Next); break;
            case KeyCode.Up when byWord: RecallOther(-1); break;
            case KeyCode.Down when byWord: RecallOther(1); break;
            case KeyCode.Up: MoveUp(); break;
            case KeyCode.Down: MoveDown(); break;
            case KeyCode.PageUp: RecallBeginning(isBackward: true, before); break;
            case KeyCode.PageDown: RecallBeginning(isBackward: false, before); break;
            case KeyCode.Home: Buffer.MoveTo(byWord ? 0 : Buffer.LineStart); break;
            case KeyCode.End: Buffer.MoveTo(byWord ? Buffer.Text.Length : Buffer.LineEnd); break;
        }

        return EditOutcome.Continue;
    }

    /// <summary>Hands the text in if it is whole (or can't be mended), else goes on with another line.</summary>
    private EditOutcome Enter(bool isAnywhere)
    {
        bool mayEnd = isAnywhere || Buffer.IsOnLastLine;
        if (mayEnd && host.Check(Buffer.Text) != InputState.Incomplete)
        {
            Buffer.MoveTo(Buffer.Text.Length);
            return EditOutcome.Accepted;
        }

        InsertLine();
        return EditOutcome.Continue;
    }

    private void InsertLine()
    {
        Save();
        int blanks = 0;
        while (Buffer.Cursor + blanks < Buffer.Text.Length && Buffer.Text[Buffer.Cursor + blanks] == ' ')
        {
            blanks++;
        }

        Nesting before = Structure();
        bool isInLiteral = before.IsInLiteral(Buffer.Line);
        Buffer.Insert("\n");
        Nesting nesting = Structure();
        if (!isInLiteral && !nesting.IsInLiteral(Buffer.Line))
        {
            Buffer.Remove(Buffer.Cursor, Buffer.Cursor + blanks);
            Buffer.Indent(nesting.IndentOf(Buffer.Line));
        }
    }

    private EditOutcome Type(string text, EditAction before)
    {
        if (before != EditAction.Insert || text == " ")
        {
            Save();
        }

        int line = Buffer.Line;
        bool wasOutdented = line > 0 && Structure().IsOutdented(line);
        Buffer.Insert(text);
        if (line > 0)
        {
            Reindent(line, wasOutdented);
        }

        _last = EditAction.Insert;
        return EditOutcome.Continue;
    }

    /// <summary>A line that has become the end of a construct, or is none any more, moves to its place.</summary>
    private void Reindent(int line, bool wasOutdented)
    {
        ReadOnlySpan<char> typed = Buffer.Text.AsSpan(Buffer.LineStart, Buffer.Cursor - Buffer.LineStart).TrimStart();
        Nesting nesting = Structure();
        if (typed.IndexOf(' ') < 0 && nesting.IsOutdented(line) != wasOutdented && !nesting.IsInLiteral(line))
        {
            Buffer.Indent(nesting.IndentOf(line));
        }
    }

    private EditOutcome Paste(string text)
    {
        string plain = string.Concat(text.ReplaceLineEndings("\n").Where(c => c >= ' ' || c is '\n' or '\t'));
        InsertText(plain.EndsWith('\n') ? plain[..^1] : plain);
        return EditOutcome.Continue;
    }

    private void InsertText(string text) => Change(() => Buffer.Insert(text));

    private void DeleteBackward()
    {
        string indent = Buffer.Text[Buffer.LineStart..Buffer.Cursor];
        bool isIndent = indent.Length > 0 && indent.Trim(' ').Length == 0;
        int start = isIndent ? Buffer.Cursor - 1 - ((indent.Length - 1) % IndentWidth) : Buffer.Previous;
        Change(() => Buffer.Remove(start, Buffer.Cursor));
    }

    private void DeleteForward() => Change(() => Buffer.Remove(Buffer.Cursor, Buffer.Next));

    private void Kill(int start, int end, EditAction before, bool isBefore)
    {
        if (end > start)
        {
            Change(() => killed.Add(Buffer.Remove(start, end), before == EditAction.Kill, isBefore));
        }

        _last = EditAction.Kill;
    }

    private void Yank(string text, int start)
    {
        Change(() => Buffer.Replace(start, Buffer.Cursor, text));
        _yankStart = start;
        _last = EditAction.Yank;
    }

    private void ChangeWord(Func<string, string> change)
    {
        int end = Buffer.WordEnd;
        string word = Buffer.Text[Buffer.Cursor..end];
        int first = word.TakeWhile(c => !char.IsLetterOrDigit(c)).Count();
        if (first < word.Length)
        {
            Change(() => Buffer.Replace(Buffer.Cursor, end, word[..first] + change(word[first..])));
        }
    }

    private void Change(Action change)
    {
        Save();
        change();
    }

    private void Save()
    {
        if (_undo.Count == 0 || _undo.Peek() != (Buffer.Text, Buffer.Cursor))
        {
            _undo.Push((Buffer.Text, Buffer.Cursor));
        }
    }

    private void Undo()
    {
        while (_undo.TryPop(out (string Text, int Cursor) state))
        {
            if (state.Text != Buffer.Text)
            {
                Buffer.Set(state.Text, state.Cursor);
                return;
            }
        }
    }

    private Nesting Structure() => new(Buffer.Text, host.Scan(Buffer.Text));
}
