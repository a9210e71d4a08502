namespace Gem.Client.Commands.Topaz;

/// <summary>Names of commands. An abbreviation means the first one in this order that begins so.</summary>
public static class TopazCommandTable
{
    private static readonly string[] Abbreviated =
    [
        "login", "logout", "set", "run", "print", "printit", "doit", "exec", "quit", "output", "input", "iferror", "iferr", "iferr_clear", "iferr_list",
        "expectvalue", "expecterror", "errorcount", "exitifnoerror", "display", "omit", "level", "limit", "time", "object", "obj1", "list",
        "status", "help", "remark", "method", "classmethod", "category", "removeallmethods", "removeallclassmethods", "stack", "where", "send",
        "nbrun", "nbresult", "hierarchy", "subclasses", "implementors", "lookup", "rubyrun", "rubylist", "rubyhierarchy", "rubylookup", "rubyimplementors", "rubymethod", "whruby", "irb", "env", "spawn", "shell",
    ];

    /// <summary>From this length on, a beginning of a command that does not abbreviate is taken as a try to abbreviate it.</summary>
    private const int ShortestNearMiss = 3;

    private static readonly string[] Complete = ["abort", "begin", "commit", "exit"];

    /// <summary>All commands, in alphabetical order.</summary>
    public static IEnumerable<string> Names => Abbreviated.Concat(Complete).Order(StringComparer.Ordinal);

    /// <summary>The command that a word means.</summary>
    /// <exception cref="TopazException">None.</exception>
    public static string Resolve(string word)
    {
        string lower = word.ToLowerInvariant();
        if (Array.IndexOf(Complete, lower) >= 0 || Array.IndexOf(Abbreviated, lower) >= 0)
        {
            return lower;
        }

        foreach (string name in Complete)
        {
            if (lower.Length >= ShortestNearMiss && name.StartsWith(lower, StringComparison.Ordinal))
            {
                throw new TopazException($"the command {name} cannot be abbreviated");
            }
        }

        foreach (string name in Abbreviated)
        {
            if (lower.Length > 0 && name.StartsWith(lower, StringComparison.Ordinal))
            {
                return name;
            }
        }

        throw new TopazException($"unknown command '{word}'; help lists the commands");
    }
}
