using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Stone.Server.Audit;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>The commands that look at the files of a stone that does not run and change nothing: `stone pageaudit`, `stone objectaudit`.</summary>
internal static class AuditCommands
{
    /// <summary>`stone pageaudit`: checksums, entries, space, log. The exit status is 1 when anything is wrong.</summary>
    internal static int Pages(string[] arguments) => Run(StoneOptions.Parse("stone pageaudit", arguments), PageAudit.Run);

    /// <summary>`stone objectaudit`: records, references, classes, symbols. The exit status is 1 when anything is wrong.</summary>
    internal static int Objects(string[] arguments) => Run(StoneOptions.Parse("stone objectaudit", arguments), ObjectAudit.Run);

    private static int Run(StoneOptions options, Func<IRepositoryFiles, AuditReport> audit)
    {
        AuditReport report = OnClosedFiles(options, "audited", audit);
        Console.Out.Write(report.Format());
        return report.IsClean ? 0 : 1;
    }

    /// <summary>Does something with the files of a stone, which must exist and not run, under its lock.</summary>
    internal static T OnClosedFiles<T>(StoneOptions options, string done, Func<IRepositoryFiles, T> action)
    {
        StonePaths paths = options.Paths;
        if (!paths.Exist)
            throw new StartFailureException($"There is no stone \"{paths.Name}\" in {paths.Home}.");
        StoneSettings settings = options.LoadSettings();
        try
        {
            using RepositoryLock held = RepositoryLock.TakeToLook(paths);
            using DiskRepositoryFiles files = new(
                RepositoryOpening.ExtentPaths(options, settings), RepositoryOpening.LogDirectories(options, settings), Platforms.Choose(settings.IsPortable));
            return action(files);
        }
        catch (AlreadyServedException e)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" runs: stop it first. ({e.Message})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StorageException)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" cannot be {done}: {e.Message}", e);
        }
    }
}
