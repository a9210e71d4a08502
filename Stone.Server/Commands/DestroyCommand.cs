using Shared.ObjectFormat.Configuration;

namespace Stone.Server.Commands;

/// <summary>`stone destroy`: deletes a stone that does not run, with its data and logs.</summary>
internal static class DestroyCommand
{
    /// <summary>Runs it; the exit status.</summary>
    internal static int Run(string[] arguments)
    {
        StoneOptions options = StoneOptions.Parse("stone destroy", arguments);
        StonePaths paths = options.Paths;
        if (!paths.Exist)
            throw new StartFailureException($"There is no stone \"{paths.Name}\" in {paths.Home}.");
        RepositoryFolder.RequireAllInside(options, options.LoadSettings());
        try
        {
            using RepositoryLock held = RepositoryLock.Take(paths);
            RepositoryFolder.ClearLeftovers(paths);
            Directory.Move(paths.DataDirectory, RepositoryFolder.Retired(paths));
            RepositoryFolder.ClearLeftovers(paths);
            RepositoryFolder.RemoveLog(paths);
        }
        catch (AlreadyServedException e)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" runs: stop it first. ({e.Message})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" cannot be destroyed: {e.Message}", e);
        }
        Console.Out.WriteLine($"stone {paths.Name} destroyed");
        return 0;
    }
}
