using System.Text;

namespace Shared.ObjectFormat.Configuration;

/// <summary>
/// Parses a configuration file in the form that GemStone/S uses: `NAME = value;`, where a value is a word, a quoted text, or
/// several with commas between them; `#` begins a comment to the end of the line. An empty value (`NAME = ;`) is an empty list.
/// </summary>
public sealed class ConfigurationParser
{
    private readonly string _text;
    private readonly string _file;
    private int _position;
    private int _line = 1;

    private ConfigurationParser(string text, string file)
    {
        _text = text;
        _file = file;
    }

    /// <summary>Reads and parses a file. A file that cannot be read raises <see cref="IOException"/> naming it.</summary>
    public static IReadOnlyList<ConfigurationEntry> ParseFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"{path}: the configuration file cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Parses text; <paramref name="file"/> is only for messages.</summary>
    public static IReadOnlyList<ConfigurationEntry> Parse(string text, string file)
    {
        ConfigurationParser parser = new(text, file);
        List<ConfigurationEntry> entries = [];
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        while (parser.SkipBlank())
        {
            ConfigurationEntry entry = parser.ParseEntry();
            if (!lines.TryAdd(entry.Name, entry.Line))
                throw entry.Wrong($"is set twice, first on line {lines[entry.Name]}");
            entries.Add(entry);
        }
        return entries;
    }

    private ConfigurationEntry ParseEntry()
    {
        int line = _line;
        string name = ParseName();
        SkipBlank();
        if (Next != '=')
            throw Wrong(line, $"after {name} an = is missing");
        _position++;
        List<string> values = [];
        SkipBlank();
        while (Next != ';')
        {
            values.Add(ParseValue(name, line));
            SkipBlank();
            if (Next == ';')
                break;
            if (Next != ',')
                throw Wrong(line, $"the value of {name} does not end with a semicolon");
            _position++;
            SkipBlank();
        }
        _position++;
        return new ConfigurationEntry(name, values, _file, line);
    }

    private string ParseName()
    {
        int start = _position;
        while (char.IsAsciiLetterOrDigit(Next) || Next == '_')
            _position++;
        return _position > start
            ? _text[start.._position].ToUpperInvariant()
            : throw Wrong(_line, $"a setting's name is expected, found \"{Next}\"");
    }

    private string ParseValue(string name, int line)
    {
        if (Next is '"' or '\'')
            return ParseQuoted(name, line);
        int start = _position;
        while (Next is not (';' or ',' or '#' or '\n' or '=' or '\0'))
            _position++;
        string value = _text[start.._position].Trim();
        return value.Length > 0 ? value : throw Wrong(line, $"a value of {name} is missing");
    }

    private string ParseQuoted(string name, int line)
    {
        char quote = Next;
        _position++;
        StringBuilder value = new();
        while (Next != quote)
        {
            if (Next is '\0' or '\n')
                throw Wrong(line, $"the value of {name} has no closing quote");
            value.Append(Next);
            _position++;
        }
        _position++;
        return value.ToString();
    }

    /// <summary>Passes over white space and comments; false at the end.</summary>
    private bool SkipBlank()
    {
        while (_position < _text.Length)
        {
            if (Next == '#')
            {
                while (Next is not ('\n' or '\0'))
                    _position++;
                continue;
            }
            if (!char.IsWhiteSpace(Next))
                return true;
            if (Next == '\n')
                _line++;
            _position++;
        }
        return false;
    }

    /// <summary>The next character, or zero at the end.</summary>
    private char Next => _position < _text.Length ? _text[_position] : '\0';

    private ConfigurationException Wrong(int line, string reason) => new(_file, line, reason + ".");
}
