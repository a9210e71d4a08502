namespace Gem.Client.Commands.Irb;

/// <summary>How a session behaves: the command line's word, else the customisation file's, else the default.</summary>
internal sealed class IrbSettings
{
    /// <summary>Inputs that the history keeps unless the user wants another number.</summary>
    private const int DefaultHistoryEntries = 5000;

    private readonly IrbOptions _options;
    /// <summary>The settings for a command line; whether someone types the inputs, and whether the terminal knows escape codes.</summary>
    public IrbSettings(IrbOptions options, bool isTyped, bool knowsEscapes)
    {
        _options = options;
        IsTyped = isTyped;
        bool wantsNone = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        HasColours = options.Colours ?? (knowsEscapes && !wantsNone);
        Prompt = options.Prompt ?? (isTyped ? PromptMode.Default : PromptMode.Null);
        Echo = options.Echo ?? true;
        HistoryPath = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".maglev_irb_history") : null;
    }

    /// <summary>Someone types the inputs at a terminal.</summary>
    public bool IsTyped { get; }

    /// <summary>Escape codes for colours.</summary>
    public bool HasColours { get; private set; }

    /// <summary>Prompts and results.</summary>
    public PromptMode Prompt { get; private set; }

    /// <summary>Print results.</summary>
    public bool Echo { get; private set; }

    /// <summary>Where the history is kept; null for nowhere.</summary>
    public string? HistoryPath { get; private set; }

    /// <summary>How many inputs it keeps.</summary>
    public int HistoryEntries { get; private set; } = DefaultHistoryEntries;

    /// <summary>
    /// Takes a value of <c>IRB.conf</c>, as inspect shows it. A name that means nothing here is skipped.
    /// </summary>
    public void Customise(string name, string value)
    {
        switch (name)
        {
            case "PROMPT_MODE" when _options.Prompt is null && IsTyped && Enum.TryParse(value.TrimStart(':'), ignoreCase: true, out PromptMode mode):
                Prompt = mode;
                break;
            case "USE_COLORIZE" when _options.Colours is null:
                HasColours = HasColours && value is not ("false" or "nil");
                break;
            case "ECHO" when _options.Echo is null:
                Echo = value is not ("false" or "nil");
                break;
            case "SAVE_HISTORY":
                HistoryEntries = value is "false" or "nil" ? 0 : int.TryParse(value.Replace("_", ""), out int entries) ? Math.Max(0, entries) : HistoryEntries;
                break;
            case "HISTORY_FILE" when value.Length > 2 && value[0] == '"':
                string path = value[1..^1];
                HistoryPath = path.StartsWith("~/", StringComparison.Ordinal) ? Environment.GetEnvironmentVariable("HOME") + path[1..] : Path.GetFullPath(path);
                break;
        }
    }
}
