using System.Globalization;

namespace Stone.Server.Commands;

/// <summary>Splits a command's arguments into options with values, switches and nothing else.</summary>
public sealed class CommandLine
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads `--name value`, `--name=value` and `--switch`. Anything else is refused by name.</summary>
    /// <param name="command">For messages: "stone start".</param>
    /// <param name="arguments">What follows the command.</param>
    /// <param name="options">Names of options that take a value.</param>
    /// <param name="switches">Names of options that do not.</param>
    public CommandLine(string command, ReadOnlySpan<string> arguments, string[] options, string[] switches)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            string name = parts[0];
            if (parts.Length == 1 && switches.Contains(name))
                _values[name] = "";
            else if (!options.Contains(name))
                throw new StartFailureException($"{command}: unknown option {arguments[i]}; it takes {string.Join(", ", options.Concat(switches))}.");
            else if (parts.Length == 2)
                _values[name] = parts[1];
            else if (++i < arguments.Length)
                _values[name] = arguments[i];
            else
                throw new StartFailureException($"{command}: option {name} needs a value.");
        }
    }

    /// <summary>An option's value, null when it was not given.</summary>
    public string? Value(string name) => _values.GetValueOrDefault(name);

    /// <summary>Whether a switch was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>An option's value as a number that is not negative, null when it was not given.</summary>
    public int? Number(string name)
    {
        if (!_values.TryGetValue(name, out string? text))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new StartFailureException($"Option {name} takes a whole number, not \"{text}\".");
    }
}
