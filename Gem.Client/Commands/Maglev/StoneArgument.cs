using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary>The stone that a command is about.</summary>
internal static class StoneArgument
{
    /// <summary>The stone that the one argument names; without one STONENAME's, or the default.</summary>
    /// <exception cref="UsageException">More than a name.</exception>
    /// <exception cref="StoneNameException">No stone can have this name.</exception>
    public static StonePaths Optional(string command, string[] args) => new(Installation.Home, Name(command, args) ?? Installation.StoneName);

    /// <summary>The stone that the argument names.</summary>
    /// <exception cref="UsageException">No name, or more than a name.</exception>
    /// <exception cref="StoneNameException">No stone can have this name.</exception>
    public static StonePaths Required(string command, string[] args) =>
        new(Installation.Home, Name(command, args) ?? throw new UsageException($"maglev {command}: the name of a stone is missing"));

    /// <summary>As <see cref="Optional"/>; the stone must be there, running or not.</summary>
    public static StonePaths Existing(string command, string[] args)
    {
        StonePaths paths = Optional(command, args);
        return paths.Exist ? paths : throw new UsageException($"maglev {command}: there is no stone '{paths.Name}' in {paths.Home}");
    }

    /// <summary>Refuses any argument.</summary>
    public static void None(string command, string[] args)
    {
        if (args.Length > 0)
        {
            throw Unexpected(command, args[0]);
        }
    }

    private static string? Name(string command, string[] args)
    {
        string[] names = args is ["--", ..] ? args[1..] : args;
        if (names.Length > 1 || (names.Length == 1 && names == args && args[0].StartsWith('-')))
        {
            throw Unexpected(command, args[names.Length > 1 && !args[0].StartsWith('-') ? 1 : 0]);
        }

        return names.Length == 0 ? null : names[0];
    }

    private static UsageException Unexpected(string command, string argument) =>
        new($"maglev {command}: {(argument.StartsWith('-') ? "unknown option" : "unexpected argument")} '{argument}'");
}
