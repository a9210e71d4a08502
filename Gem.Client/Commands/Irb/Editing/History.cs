namespace Gem.Client.Commands.Irb.Editing;

/// <summary>Inputs of this session and earlier ones, oldest first.</summary>
internal sealed class History
{
    private readonly List<string> _entries;
    private readonly HistoryFile? _file;

    /// <summary>A history that begins with what a file has, and is added to it; without a file it lives as long as the session.</summary>
    public History(HistoryFile? file = null)
    {
        _file = file;
        _entries = [.. file?.Load() ?? []];
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Adds an input, unless it is blank or the same as the last one.</summary>
    public void Add(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || (_entries.Count > 0 && _entries[^1] == text))
        {
            return;
        }

        _entries.Add(text);
        _file?.Append(text);
    }
}
