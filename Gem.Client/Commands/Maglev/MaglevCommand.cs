using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev COMMAND [ARGUMENTS]</c>: everything about stones and images that is not running a program.</summary>
internal static class MaglevCommand
{
    /// <summary>The commands in the order in which help shows them.</summary>
    internal static IReadOnlyList<MaglevSubcommand> All { get; } =
    [
        new("start", "[STONE]", "starts a stone; one that is not there yet begins on a copy of the Ruby image", StartCommand.Run),
        new("start-bench", "[STONE]", "starts it without waiting for the disk: fast, and a crash may lose the latest commits", StartCommand.RunBench),
        new("stop", "[STONE]", "stops it, after a checkpoint", StopCommand.Run),
        new("restart", "[STONE]", "stops it if it runs, and starts it", RestartCommand.Run),
        new("status", "[STONE]", "shows a stone with its sessions; without a name, all stones", StatusCommand.Run),
        new("force-reload", "[STONE]", "replaces its repository by a fresh copy of the image: ALL ITS DATA ARE LOST", ForceReloadCommand.Run),
        new("upgrade", "[STONE]", "gives its repository this installation's kernel; data and patches stay", UpgradeCommand.Run),
        new("pageaudit", "[STONE]", "checks all pages, checksums and the log of a stone that does not run; the status is 1 when any is bad", AuditCommand.RunPages),
        new("objectaudit", "[STONE]", "checks all its objects: records, references, classes, symbols", AuditCommand.RunObjects),
        new("gc start", "[STONE] [--epoch | --reclaim | --count] [--wait] [--json]", "has the collector remove what nothing reaches; with --epoch of what was created lately, with --reclaim it only tidies pages, with --count it only counts; --wait shows how far it is and what came of it", CollectionCommand.Start),
        new("gc stop", "[STONE]", "ends the collection that goes on, and those that wait", CollectionCommand.Stop),
        new("gc status", "[STONE] [--json]", "shows what the collector does, and what it did", CollectionCommand.Status),
        new("gc schedule", "[STONE] [--full MINUTES] [--at HH:MM|off] [--epoch-every MINUTES]", "says when collections begin by themselves; 0 for never", CollectionCommand.Schedule),
        new("copydbf", "SOURCE DESTINATION", "copies the extents of a stone that does not run, or an image file, checking every page; see 'stone create --image'", CopyCommand.Run),
        new("stone create", "NAME [--image FILE]", "makes a stone on a copy of the Ruby image, or of another one", StoneCommand.Create),
        new("stone destroy", "NAME", "deletes a stone that does not run, with its data and logs", StoneCommand.Destroy),
        new("stone list", "", "prints the names of all stones", StoneCommand.List),
        new("build image", "[--clean]", "brings programs and images up to date; with --clean makes both images anew", BuildCommand.Run),
        new("build image", "--until STAGE", "makes bin/extent0.ruby.STAGE.dbf, where the Ruby kernel ends after that stage", BuildCommand.Run),
        new("build programs", "", "brings the programs up to date", BuildCommand.Run),
        new("topaz", "[ARGUMENTS]", "the Smalltalk command line", TopazCommand.Run),
        new("version", "", "prints versions and places", VersionCommand.Run),
        new("help", "[COMMAND]", "prints this, or what a command does", HelpCommand.Run),
    ];

    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        if (args.Length == 0 || args[0] is "-h" or "--help")
        {
            return HelpCommand.Run([]);
        }

        if (args is [string word, "-h" or "--help"])
        {
            return HelpCommand.Run([word]);
        }

        MaglevSubcommand command = Find(args, out string[] rest);
        return rest is ["-h" or "--help"] ? HelpCommand.Run(command.Name.Split(' ')) : command.Run(rest);
    }

    /// <summary>The command that the words begin with; what follows it in <paramref name="rest"/>.</summary>
    /// <exception cref="UsageException">There is none; the message names what was given and what is near.</exception>
    internal static MaglevSubcommand Find(string[] words, out string[] rest)
    {
        foreach (MaglevSubcommand command in All)
        {
            string[] name = command.Name.Split(' ');
            if (words.AsSpan().StartsWith(name))
            {
                rest = words[name.Length..];
                return command;
            }
        }

        string[] family = [.. All.Select(command => command.Name.Split(' ')).Where(name => name.Length > 1 && name[0] == words[0]).Select(name => name[1])];
        throw new UsageException(family.Length > 0 ? UnknownMember(words, family) : UnknownCommand(words[0]));
    }

    private static string UnknownMember(string[] words, string[] family) =>
        (words.Length > 1 ? $"maglev {words[0]}: unknown command '{words[1]}'" : $"maglev {words[0]}: a command is missing") + $"; there are {string.Join(", ", family)}";

    private static string UnknownCommand(string word)
    {
        string? near = NearestName.Find(word, All.Select(command => command.Name.Split(' ')[0]));
        return $"maglev: unknown command '{word}'" + (near is null ? "" : $", perhaps '{near}'") + "; 'maglev help' lists all";
    }
}
