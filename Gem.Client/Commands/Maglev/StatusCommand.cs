using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev status [STONE]</c>: one stone with its sessions, or a table of all.</summary>
internal static class StatusCommand
{
    /// <summary>Shows it; the exit status is 1 for a stone that does not run.</summary>
    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            return StoneProcess.Run(Installation.StoneProgram, "status", "--all", "--home", Installation.Home);
        }

        StonePaths paths = StoneArgument.Existing("status", args);
        if (paths.FindProcess() is not null)
        {
            return StoneProcess.Run("status", paths);
        }

        StandardOutput.WriteLine($"stone {paths.Name} does not run");
        return 1;
    }
}
