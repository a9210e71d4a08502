using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Commands;

/// <summary>One stone, running or not, in the table of all.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">running, stopped, crashed (it ended without a clean stop and recovers at the next start), silent (its process does not answer).</param>
/// <param name="Status">What it says; null when it does not answer.</param>
/// <param name="ProcessId">Its process, null without one.</param>
/// <param name="SizeBytes">What its data directory holds.</param>
internal sealed record StoneListRow(string Name, string State, StatusReply? Status, int? ProcessId, long SizeBytes)
{
    /// <summary>Asks it, if it runs.</summary>
    internal static StoneListRow Of(StonePaths paths)
    {
        long size = new DirectoryInfo(paths.DataDirectory).EnumerateFiles().Sum(file => file.Length);
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
}
