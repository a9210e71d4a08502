using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary>
/// <c>maglev force-reload [STONE]</c>: a fresh copy of the image in place of the repository. The old one goes only when the
/// new one is whole; a stone that ran runs again, on the one or on the other.
/// </summary>
internal static class ForceReloadCommand
{
    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        StonePaths paths = StoneArgument.Existing("force-reload", args);
        bool ran = paths.FindProcess() is not null;
        int status = ran ? StoneProcess.Run("stop", paths) : 0;
        if (status != 0)
        {
            return status;
        }

        try
        {
            return StoneProcess.RunWithImage("create", paths, ["--replace"]);
        }
        finally
        {
            if (ran)
            {
                StartCommand.Start(paths);
            }
        }
    }
}
