using System.Text.RegularExpressions;

namespace Gem.Client.Commands.Irb;

/// <summary>A command of the session itself, which is no Ruby: its name without <c>irb_</c>, and the rest of the line.</summary>
internal sealed partial record SessionCommand(string Name, string Argument)
{
    /// <summary>What help prints: names, arguments, meaning.</summary>
    public static readonly (string Usage, string Meaning)[] Table =
    [
        ("help", "this list"),
        ("ls [OBJECT] [-g PATTERN]", "constants, methods, variables of self or an object"),
        ("show_source NAME", "source of Class#method, object.method, method, Class"),
        ("cd [OBJECT | ..]", "go into an object, back out, or to main"),
        ("whereami", "the source around binding.irb"),
        ("measure [:off]", "print how long each evaluation takes"),
        ("history [-g PATTERN]", "inputs so far"),
        ("exit, quit", "leave (as Ctrl-D does)"),
    ];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["help"] = "help",
        ["ls"] = "ls",
        ["show_source"] = "show_source",
        ["cd"] = "cd",
        ["whereami"] = "whereami",
        ["measure"] = "measure",
        ["history"] = "history",
        ["exit"] = "exit",
        ["quit"] = "exit",
    };

    /// <summary>Words that begin a command, for completion.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Names.Keys, .. Names.Keys.Select(name => "irb_" + name)];

    /// <summary>
    /// The command that a text is; null when it is Ruby: more than a line, a variable of that name, an assignment or operator
    /// behind the word, an argument for what takes none.
    /// </summary>
    public static SessionCommand? Parse(string text, IReadOnlyList<string> locals)
    {
        Match match = Shape().Match(text.TrimEnd('\n'));
        string word = match.Groups[1].Value;
        string plain = word.StartsWith("irb_", StringComparison.Ordinal) ? word[4..] : word;
        if (!match.Success || locals.Contains(word) || !Names.TryGetValue(plain, out string? name))
        {
            return null;
        }

        string argument = match.Groups[2].Value.Trim();
        bool takesNone = name is "exit" or "whereami";
        return takesNone && argument.Length > 0 ? null : new SessionCommand(name, argument);
    }

    /// <summary>A word, and behind white space anything that is no operator's right side.</summary>
    [GeneratedRegex(@"^\s*([a-z_]+)(?:[ \t]+(?![=*/%&|<>?,]|\.(?!\.)|[+-] )([^\n]*))?[ \t]*$")]
    private static partial Regex Shape();
}
