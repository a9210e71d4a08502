using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev stone create|destroy|list</c>: which stones there are.</summary>
internal static class StoneCommand
{
    /// <summary>Makes one on a copy of the Ruby image, or of the image that <c>--image</c> names; it does not run then. The exit status.</summary>
    public static int Create(string[] args)
    {
        int option = Array.IndexOf(args, "--image");
        if (option < 0)
        {
            return StoneProcess.RunWithImage("create", StoneArgument.Required("stone create", args), []);
        }

        if (option + 1 == args.Length)
        {
            throw new UsageException("maglev stone create: --image wants a file");
        }

        StonePaths paths = StoneArgument.Required("stone create", [.. args[..option], .. args[(option + 2)..]]);
        return StoneProcess.RunWithImage("create", paths, [], Path.GetFullPath(args[option + 1]));
    }

    /// <summary>Deletes one that does not run; the exit status.</summary>
    public static int Destroy(string[] args) => StoneProcess.Run("destroy", StoneArgument.Required("stone destroy", args));

    /// <summary>Prints the names, one a line; the exit status.</summary>
    public static int List(string[] args)
    {
        StoneArgument.None("stone list", args);
        foreach (StonePaths paths in StonePaths.Under(Installation.Home))
        {
            StandardOutput.WriteLine(paths.Name);
        }

        return 0;
    }
}
