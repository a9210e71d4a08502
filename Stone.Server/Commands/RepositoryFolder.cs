using System.Globalization;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Commands;

/// <summary>
/// A stone's data directory as a whole, under the stone's lock: taken out of the way by a rename, so that a stone is there
/// completely or not at all, and then deleted.
/// </summary>
internal static class RepositoryFolder
{
    /// <summary>No stone's name has these characters.</summary>
    private const string RetiredSuffix = "~old", FreshSuffix = "~new";

    /// <summary>Where a directory goes to be deleted.</summary>
    internal static string Retired(StonePaths paths) => paths.DataDirectory + RetiredSuffix;

    /// <summary>Where a new repository is made that is to replace the one there is.</summary>
    internal static string Fresh(StonePaths paths) => paths.DataDirectory + FreshSuffix;

    /// <summary>Deletes what an earlier command left when it was interrupted.</summary>
    internal static void ClearLeftovers(StonePaths paths)
    {
        foreach (string directory in new[] { Retired(paths), Fresh(paths) })
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>
    /// Refuses a stone whose extent or log lies elsewhere: it cannot be renamed with the directory.
    /// </summary>
    internal static void RequireAllInside(StoneOptions options, StoneSettings settings)
    {
        string inside = options.Paths.DataDirectory;
        string extent = RepositoryOpening.ExtentPath(options, settings);
        string? elsewhere = Path.GetDirectoryName(extent) != inside
            ? extent
            : RepositoryOpening.LogDirectories(options, settings).FirstOrDefault(logs => logs != inside && !logs.StartsWith(inside + "/", StringComparison.Ordinal));
        if (elsewhere is not null)
            throw new StartFailureException($"{elsewhere} is not in {inside}: remove these files by hand.");
    }

    /// <summary>Deletes the files of a repository that was not made to its end; logs only if there were none before.</summary>
    internal static void RemoveUnfinished(StonePaths paths, string extent, IReadOnlyList<string> logDirectories, bool withLogs)
    {
        foreach (string file in new[] { extent, extent + ".new", extent + ".lock", paths.IdentityFile })
            File.Delete(file);
        ILogDirectory log = DiskRepositoryFiles.LogIn(logDirectories, Platforms.Native);
        foreach (ulong segment in withLogs ? log.List() : [])
            log.Delete(segment);
    }

    /// <summary>Deletes the log of what a stone did, also the numbered files that continue it.</summary>
    internal static void RemoveLog(StonePaths paths)
    {
        File.Delete(paths.LogFile);
        for (int number = 1; ; number++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{paths.Name}_{number:000}");
            string file = Path.Combine(Path.GetDirectoryName(paths.LogFile)!, name + ".log");
            // It may be another stone's, of just this name.
            if (!File.Exists(file) || Directory.Exists(Path.Combine(paths.Home, "data", name)))
                return;
            File.Delete(file);
        }
    }
}
