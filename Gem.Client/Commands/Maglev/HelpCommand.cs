namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev help [COMMAND]</c>.</summary>
internal static class HelpCommand
{
    private const string Introduction = """
        usage: maglev COMMAND [ARGUMENTS]

        A stone is a repository of objects and the process that serves it. Without a name a command is about
        the stone that STONENAME names, and else about 'maglev'.

        """;

    /// <summary>Prints it; the exit status.</summary>
    public static int Run(string[] args)
    {
        MaglevSubcommand[] shown = args.Length == 0 ? [.. MaglevCommand.All] : Matching(args);
        int width = shown.Max(command => command.Usage.Length);
        if (args.Length == 0)
        {
            StandardOutput.WriteLine(Introduction);
        }

        foreach (MaglevSubcommand command in shown)
        {
            StandardOutput.WriteLine($"{(args.Length == 0 ? "  " : "maglev ")}{command.Usage.PadRight(width)}  {command.Summary}");
        }

        return 0;
    }

    /// <summary>The command of that name, or all that begin with the word: "stone".</summary>
    private static MaglevSubcommand[] Matching(string[] words)
    {
        MaglevSubcommand[] family = words.Length == 1 ? [.. MaglevCommand.All.Where(command => command.Name.StartsWith(words[0] + " ", StringComparison.Ordinal))] : [];
        if (family.Length > 0)
        {
            return family;
        }

        MaglevSubcommand command = MaglevCommand.Find(words, out string[] rest);
        StoneArgument.None("help", rest);
        return [command];
    }
}
