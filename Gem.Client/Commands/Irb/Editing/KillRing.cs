namespace Gem.Client.Commands.Irb.Editing;

/// <summary>Texts that were cut. Cuts that follow each other become one.</summary>
internal sealed class KillRing
{
    private const int MostEntries = 32;

    private readonly List<string> _entries = [];
    private int _current;

    /// <summary>The text that yank puts in; empty before the first cut.</summary>
    public string Current => _entries.Count == 0 ? "" : _entries[_current];

    /// <summary>Keeps a text; one that continues the last cut is joined to it, before or behind.</summary>
    public void Add(string text, bool continues, bool isBefore)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (continues && _entries.Count > 0)
        {
            _entries[^1] = isBefore ? text + _entries[^1] : _entries[^1] + text;
        }
        else
        {
            _entries.Add(text);
            if (_entries.Count > MostEntries)
            {
                _entries.RemoveAt(0);
            }
        }

        _current = _entries.Count - 1;
    }

    /// <summary>Goes to the cut before the current one, from the first to the last; answers it.</summary>
    public string Rotate()
    {
        _current = _current > 0 ? _current - 1 : Math.Max(0, _entries.Count - 1);
        return Current;
    }
}
