using Shared.ObjectFormat.Configuration;

namespace Stone.Server.Commands;

/// <summary>
/// `stone destroy`: deletes a stone that does not run, with its data and logs. Without its directory there is no such stone; its
/// extents elsewhere go then, and what a crash leaves of them is named by the next that would be made there.
/// </summary>
internal static class DestroyCommand
{
    /// <summary>Runs it; the exit status.</summary>
    internal static int Run(string[] arguments)
    {
        StoneOptions options = StoneOptions.Parse("stone destroy", arguments);
        StonePaths paths = options.Paths;
        if (!paths.Exist)
            throw new StartFailureException($"There is no stone \"{paths.Name}\" in {paths.Home}.");
        StoneSettings settings = options.LoadSettings();
        RepositoryFolder.RequireLogsInside(options, settings);
        try
        {
            using RepositoryLock held = RepositoryLock.Take(paths);
            RepositoryFolder.ClearLeftovers(paths);
            string[] outside = ExtentIdentity.OwnedBy(paths, RepositoryFolder.ExtentsOutside(options, settings));
            Directory.Move(paths.DataDirectory, RepositoryFolder.Retired(paths));
            foreach (string extent in outside)
                RepositoryFolder.RemoveExtent(extent);
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
