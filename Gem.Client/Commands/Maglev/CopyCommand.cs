using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev copydbf SOURCE DESTINATION</c>: a copy of a stone's extents, or of an image file, on which a stone can begin.</summary>
internal static class CopyCommand
{
    /// <summary>Copies; the exit status. A source without a slash is a stone, if there is one of the name, and else a file.</summary>
    public static int Run(string[] args)
    {
        if (args.FirstOrDefault(argument => argument.StartsWith('-')) is { } option)
        {
            throw new UsageException($"maglev copydbf: unknown option '{option}'");
        }

        if (args.Length != 2)
        {
            throw new UsageException(args.Length > 2 ? $"maglev copydbf: unexpected argument '{args[2]}'" : "maglev copydbf: a source and a destination are wanted");
        }

        string to = Path.GetFullPath(args[1]);
        if (FindStone(args[0]) is { } stone)
        {
            return StoneProcess.Run(Installation.StoneProgram, "copydbf", "--home", stone.Home, "--name=" + stone.Name, "--to", to);
        }

        string file = Path.GetFullPath(args[0]);
        return File.Exists(file)
            ? StoneProcess.Run(Installation.StoneProgram, "copydbf", "--image", file, "--to", to)
            : throw new UsageException($"maglev copydbf: there is no stone and no file '{args[0]}'");
    }

    private static StonePaths? FindStone(string source) =>
        StonePaths.Under(Installation.Home).FirstOrDefault(paths => paths.Name == source);
}
