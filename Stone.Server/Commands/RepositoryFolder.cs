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

    /// <summary>Refuses a stone whose extents or log lie elsewhere: they cannot be renamed with the directory.</summary>
    internal static void RequireAllInside(StoneOptions options, StoneSettings settings)
    {
        RequireLogsInside(options, settings);
        if (ExtentsOutside(options, settings) is [var elsewhere, ..])
            throw Elsewhere(options.Paths, elsewhere);
    }

    /// <summary>Refuses a stone whose log lies elsewhere.</summary>
    internal static void RequireLogsInside(StoneOptions options, StoneSettings settings)
    {
        if (RepositoryOpening.LogDirectories(options, settings).FirstOrDefault(logs => !IsInside(options.Paths, logs)) is { } elsewhere)
            throw Elsewhere(options.Paths, elsewhere);
    }

    /// <summary>The extents that lie elsewhere.</summary>
    internal static string[] ExtentsOutside(StoneOptions options, StoneSettings settings) =>
        [.. RepositoryOpening.ExtentPaths(options, settings).Where(extent => !IsInside(options.Paths, extent))];

    /// <summary>Deletes the files of a repository that was not made to its end; logs only if there were none before.</summary>
    internal static void RemoveUnfinished(StonePaths paths, IReadOnlyList<string> extents, IReadOnlyList<string> logDirectories, bool withLogs)
    {
        foreach (string extent in extents)
            RemoveExtent(extent);
        File.Delete(paths.IdentityFile);
        ILogDirectory log = DiskRepositoryFiles.LogIn(logDirectories, Platforms.Native);
        foreach (ulong segment in withLogs ? log.List() : [])
            log.Delete(segment);
    }

    /// <summary>Deletes an extent's file and what belongs to it.</summary>
    internal static void RemoveExtent(string extent)
    {
        foreach (string file in new[] { extent, extent + ".new", extent + ".lock" })
            File.Delete(file);
    }

    /// <summary>Deletes the log of what a stone did, also the numbered files that continue it.</summary>
    internal static void RemoveLog(StonePaths paths)
    {
        string folder = Path.GetDirectoryName(paths.LogFile)!;
        if (!Directory.Exists(folder))
            return;
        File.Delete(paths.LogFile);
        for (int number = 1; ; number++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{paths.Name}_{number:000}");
            string file = Path.Combine(folder, name + ".log");
            // It may be another stone's, of just this name.
            if (!File.Exists(file) || Directory.Exists(Path.Combine(paths.Home, "data", name)))
                return;
            File.Delete(file);
        }
    }

    private static bool IsInside(StonePaths paths, string path) =>
        path == paths.DataDirectory || path.StartsWith(paths.DataDirectory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static StartFailureException Elsewhere(StonePaths paths, string path) =>
        new($"{path} is not in {paths.DataDirectory}: remove these files by hand.");
}
