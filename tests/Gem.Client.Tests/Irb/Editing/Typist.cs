using System.Text.RegularExpressions;
using Gem.Client.Commands.Irb.Display;
using Gem.Client.Commands.Irb.Editing;
using Gem.Client.Commands.Irb.Terminals;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Tests.Irb.Editing;

/// <summary>
/// Types at an editor. Keys are text, and names in angle brackets: <c>&lt;C-a&gt;</c>, <c>&lt;M-b&gt;</c>, <c>&lt;Up&gt;</c>,
/// <c>&lt;Enter&gt;</c>, <c>&lt;S-Tab&gt;</c>.
/// </summary>
internal sealed partial class Typist : IEditorHost
{
    private readonly string[] _words;

    /// <summary>An editor with a history, and words that it can complete.</summary>
    public Typist(string[]? history = null, string[]? words = null)
    {
        _words = words ?? [];
        History = new History();
        foreach (string entry in history ?? [])
        {
            History.Add(entry);
        }

        Editor = new LineEditor(this, History, new KillRing());
    }

    /// <summary>The editor.</summary>
    public LineEditor Editor { get; }

    /// <summary>Its history.</summary>
    public History History { get; }

    /// <summary>What the last key led to.</summary>
    public EditOutcome Outcome { get; private set; }

    /// <summary>The text with a bar at the cursor.</summary>
    public string Shown => Editor.Buffer.Text.Insert(Editor.Buffer.Cursor, "|");

    /// <summary>Types keys into a new editor; answers the text with a bar at the cursor.</summary>
    public static string After(string keys, params string[] history) => new Typist(history).Type(keys).Shown;

    /// <summary>Types keys.</summary>
    public Typist Type(string keys)
    {
        foreach (Match match in Keys().Matches(keys))
        {
            Outcome = Editor.Press(ToKey(match));
        }

        return this;
    }

    /// <summary>Pastes a text.</summary>
    public Typist Paste(string text)
    {
        Outcome = Editor.Press(new Key(KeyCode.Paste, text));
        return this;
    }

    /// <inheritdoc/>
    public InputState Check(string text) => InputCheck.Of(text, []);

    /// <inheritdoc/>
    public Completion? Complete(string text, int cursor)
    {
        int start = cursor;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        string[] found = [.. _words.Where(word => word.StartsWith(text[start..cursor], StringComparison.Ordinal))];
        return found.Length == 0 ? null : new Completion(start, found);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SourceToken> Scan(string text) => TokenScan.Of(text);

    /// <inheritdoc/>
    public StyledText Prompt(int line, Nesting nesting) => new StyledText().Add(line == 0 ? "> " : "* ");

    private static Key ToKey(Match match)
    {
        if (!match.Groups[2].Success)
        {
            return new Key(KeyCode.Text, match.Value);
        }

        bool control = match.Groups[1].Value.Contains('C');
        bool meta = match.Groups[1].Value.Contains('M');
        bool shift = match.Groups[1].Value.Contains('S');
        string name = match.Groups[2].Value;
        return Enum.TryParse(name, out KeyCode code) && name.Length > 1
            ? new Key(code, "", control, meta, shift)
            : new Key(KeyCode.Text, name, control, meta, shift);
    }

    [GeneratedRegex(@"<((?:[CMS]-)*)(\w+|.)>|[\uD800-\uDBFF].|.", RegexOptions.Singleline)]
    private static partial Regex Keys();
}
