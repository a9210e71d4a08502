using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>
/// `stone create`: makes a repository, from an image if one is named, and leaves it closed. With `--replace` the repository
/// that is there goes once the new one is whole.
/// </summary>
internal static class CreateCommand
{
    /// <summary>Runs it; the exit status.</summary>
    internal static int Run(string[] arguments)
    {
        StoneOptions options = StoneOptions.Parse("stone create", arguments);
        StonePaths paths = options.Paths;
        if (paths.Exist && !options.IsReplacing)
            throw new StartFailureException($"There is a stone \"{paths.Name}\" already in {paths.Home}.");
        StoneSettings settings = options.LoadSettings();
        try
        {
            if (paths.Exist)
                Replace(options, settings);
            else
                Create(options, settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StorageException)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" cannot be made: {e.Message}", e);
        }
        Console.Out.WriteLine($"stone {paths.Name} {(options.IsReplacing ? "has a fresh repository" : "created")}");
        return 0;
    }

    private static void Create(StoneOptions options, StoneSettings settings)
    {
        Directory.CreateDirectory(options.Paths.DataDirectory);
        using RepositoryLock held = RepositoryLock.Take(options.Paths);
        RepositoryOpening.Open(options, settings, Platforms.Choose(settings.IsPortable), Serilog.Core.Logger.None, _ => { }).Dispose();
    }

    /// <summary>
    /// Between the two renames there is no stone of the name: a crash there leaves none, which the next start makes anew, as
    /// was asked for.
    /// </summary>
    private static void Replace(StoneOptions options, StoneSettings settings)
    {
        StonePaths paths = options.Paths;
        RepositoryFolder.RequireAllInside(options, settings);
        using RepositoryLock held = RepositoryLock.Take(paths);
        RepositoryFolder.ClearLeftovers(paths);
        string fresh = RepositoryFolder.Fresh(paths), retired = RepositoryFolder.Retired(paths);
        try
        {
            Directory.CreateDirectory(fresh);
            StoneOptions target = options with { Paths = paths.WithDataDirectory(fresh) };
            RepositoryOpening.Open(target, settings, Platforms.Choose(settings.IsPortable), Serilog.Core.Logger.None, _ => { }).Dispose();
            if (File.Exists(paths.DefaultConfigurationFile))
                File.Copy(paths.DefaultConfigurationFile, target.Paths.DefaultConfigurationFile);
            Directory.Move(paths.DataDirectory, retired);
            Directory.Move(fresh, paths.DataDirectory);
        }
        finally
        {
            RepositoryFolder.ClearLeftovers(paths);
        }
    }
}
