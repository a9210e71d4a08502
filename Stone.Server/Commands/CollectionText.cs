using System.Globalization;
using System.Text;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;

namespace Stone.Server.Commands;

/// <summary>Collections for people and, as JSON, for programs.</summary>
internal static class CollectionText
{
    /// <summary>How far a collection is, in a line.</summary>
    public static string Progress(CollectionRunStatus run)
    {
        string phase = CollectionTicket.NameOf((CollectionPhase)run.Phase);
        if (run.Phase == 0)
        {
            return "waits for the collector";
        }
        string rest = run.RemainingSeconds >= 0 ? $", {run.RemainingSeconds.ToString("F0", CultureInfo.InvariantCulture)} s left" : "";
        string votes = run.NotVoted.Count > 0 ? $", waits for sessions {string.Join(", ", run.NotVoted)}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{phase} {run.Percent:F0} %, {run.Objects} {Unit(run)}, {run.ObjectsPerSecond:F0}/s{rest}{votes}");
    }

    /// <summary>A collection in a line.</summary>
    public static string Line(CollectionRunStatus run)
    {
        string kind = NameOf(run);
        if (run.Outcome.Length == 0)
        {
            return $"collection {run.Run} ({kind}): {Progress(run)}";
        }
        string passedOver = run.PassedOver.Count > 0 ? $", without the votes of sessions {string.Join(", ", run.PassedOver)}" : "";
        string phases = string.Join(", ", run.Phases.Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Name} {phase.Seconds:F2}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"collection {run.Run} ({kind}) {run.Outcome}: {run.Marked} objects reached, {run.DeadObjects} dead, {run.MovedObjects} moved, "
            + $"{run.ReclaimedPages} pages reclaimed in {run.Seconds:F2} s ({phases}){passedOver}");
    }

    /// <summary>Everything, in lines; ends with a line's end.</summary>
    public static string Table(CollectionStatusReply status)
    {
        StringBuilder text = new();
        void Row(string name, string value) => text.Append(name.PadRight(16)).Append(value).Append('\n');
        Row("collection", status.Current is { } current ? Line(current) : "none goes on");
        if (status.WaitingRuns > 0)
            Row("waiting", status.WaitingRuns.ToString(CultureInfo.InvariantCulture));
        Row("collector", status.CollectorProcessId == 0 ? "no process: it is started when it is needed" : $"process {status.CollectorProcessId}");
        Row("dead", $"{status.DeadNotRemoved} objects condemned and not removed yet");
        Row("full", Times(status));
        Row("epoch", status.EpochMinutes == 0 ? "never by itself" : $"every {status.EpochMinutes} minutes; {status.EpochCreated} objects created since the last");
        foreach (CollectionRunStatus run in status.History)
            Row(Started(run), Line(run));
        return text.ToString();
    }

    /// <summary>A collection for programs.</summary>
    public static Dictionary<string, object?> AsJson(CollectionRunStatus run) => new()
    {
        ["run"] = run.Run,
        ["kind"] = NameOf(run),
        ["outcome"] = run.Outcome.Length == 0 ? null : run.Outcome,
        ["phase"] = run.Outcome.Length > 0 ? null : CollectionTicket.NameOf((CollectionPhase)run.Phase),
        ["percent"] = run.Percent,
        ["objects"] = run.Objects,
        ["objects_per_second"] = run.ObjectsPerSecond,
        ["remaining_seconds"] = run.RemainingSeconds < 0 ? null : run.RemainingSeconds,
        ["marked_objects"] = run.Marked,
        ["dead_objects"] = run.DeadObjects,
        ["removed_objects"] = run.RemovedObjects,
        ["moved_objects"] = run.MovedObjects,
        ["reclaimed_pages"] = run.ReclaimedPages,
        ["seconds"] = run.Seconds,
        ["phases"] = run.Phases.ToDictionary(phase => phase.Name, phase => phase.Seconds),
        ["not_voted"] = run.NotVoted.ToArray(),
        ["passed_over"] = run.PassedOver.ToArray(),
        ["started"] = run.StartedMicroseconds == 0 ? null : StartedUtc(run).ToString("O", CultureInfo.InvariantCulture),
        ["free_bytes_before"] = run.FreeBytesBefore,
        ["free_bytes_after"] = run.FreeBytesAfter,
        ["extent_bytes"] = run.ExtentBytes,
    };

    /// <summary>Everything for programs.</summary>
    public static Dictionary<string, object?> AsJson(CollectionStatusReply status) => new()
    {
        ["current"] = status.Current is { } current ? AsJson(current) : null,
        ["waiting_runs"] = status.WaitingRuns,
        ["collector_process"] = status.CollectorProcessId == 0 ? null : status.CollectorProcessId,
        ["dead_not_removed"] = status.DeadNotRemoved,
        ["full_minutes"] = status.FullMinutes,
        ["full_at"] = status.FullAt.Length == 0 ? null : status.FullAt,
        ["epoch_minutes"] = status.EpochMinutes,
        ["epoch_created"] = status.EpochCreated,
        ["history"] = status.History.Select(AsJson).ToArray(),
    };

    private static string NameOf(CollectionRunStatus run) => ((CollectionKind)run.Kind).ToString().ToLowerInvariant();

    private static string Unit(CollectionRunStatus run) => (CollectionPhase)run.Phase == CollectionPhase.Reclaim ? "pages" : "objects";

    private static string Times(CollectionStatusReply status)
    {
        string[] times =
        [
            .. status.FullMinutes > 0 ? [$"every {status.FullMinutes} minutes"] : Array.Empty<string>(),
            .. status.FullAt.Length > 0 ? [$"at {status.FullAt}"] : Array.Empty<string>(),
        ];
        return times.Length == 0 ? "never by itself" : string.Join(" and ", times);
    }

    private static string Started(CollectionRunStatus run) =>
        run.StartedMicroseconds == 0 ? "-" : StartedUtc(run).ToLocalTime().ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTime StartedUtc(CollectionRunStatus run) => DateTime.UnixEpoch.AddTicks(run.StartedMicroseconds * TimeSpan.TicksPerMicrosecond);
}
