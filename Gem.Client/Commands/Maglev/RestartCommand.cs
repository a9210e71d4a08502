using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev restart [STONE]</c>.</summary>
internal static class RestartCommand
{
    /// <summary>Stops it if it runs, and starts it; the exit status.</summary>
    public static int Run(string[] args)
    {
        StonePaths paths = StoneArgument.Existing("restart", args);
        int status = paths.FindProcess() is not null ? StoneProcess.Run("stop", paths) : 0;
        return status == 0 ? StartCommand.Start(paths) : status;
    }
}
