using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Commands;

/// <summary>One stone, running or not, in the table of all.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">running, stopped, crashed (it ended without a clean stop and recovers at the next start), silent (its process does not answer).</param>
/// <param name="Status">What it says; null when it does not answer.</param>
/// <param name="ProcessId">Its process, null without one.</param>
/// <param name="SizeBytes">What its data directory holds, and its extents elsewhere.</param>
internal sealed record StoneListRow(string Name, string State, StatusReply? Status, int? ProcessId, long SizeBytes)
{
    private static readonly EnumerationOptions EveryFile = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    /// <summary>Asks it, if it runs.</summary>
    internal static StoneListRow Of(StonePaths paths)
    {
        long size = new DirectoryInfo(paths.DataDirectory).EnumerateFiles("*", EveryFile).Sum(file => file.Length) + OutsideBytes(paths);
        try
        {
            StatusReply status = AdministrationCommands.Status(paths);
            return new StoneListRow(paths.Name, status.Durable ? "running" : "running, not durable", status, status.ProcessId, size);
        }
        catch (StartFailureException)
        {
            int? process = paths.FindProcess();
            string state = process is not null ? "silent" : File.Exists(paths.ProcessFile) ? "crashed" : "stopped";
            return new StoneListRow(paths.Name, state, null, process, size);
        }
    }

    private static long OutsideBytes(StonePaths paths)
    {
        try
        {
            StoneOptions options = StoneOptions.Parse("status", ["--home", paths.Home, "--name", paths.Name]);
            return RepositoryFolder.ExtentsOutside(options, options.LoadSettings()).Select(extent => new FileInfo(extent)).Where(file => file.Exists).Sum(file => file.Length);
        }
        catch (StartFailureException)
        {
            // Its configuration is wrong, which its start will tell.
            return 0;
        }
    }
}
