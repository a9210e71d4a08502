using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev stop [STONE]</c>. One that does not run is well.</summary>
internal static class StopCommand
{
    /// <summary>Stops it; the exit status.</summary>
    public static int Run(string[] args)
    {
        StonePaths paths = StoneArgument.Existing("stop", args);
        if (paths.FindProcess() is not null)
        {
            return StoneProcess.Run("stop", paths);
        }

        StandardOutput.WriteLine($"stone {paths.Name} does not run");
        return 0;
    }
}
