using System.Globalization;
using System.Text;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Commands;

/// <summary>A status as a table for people.</summary>
public static class StatusTable
{
    /// <summary>Lays it out; ends with a line's end.</summary>
    public static string Format(StatusReply status)
    {
        StringBuilder text = new();
        void Row(string name, string value) => text.Append(name.PadRight(14)).Append(value).Append('\n');
        Row("stone", $"{status.Name} {status.Version}, process {status.ProcessId}, {status.Platform}, up {Duration(status.UptimeSeconds)}" +
            (status.IdleStopMinutes > 0 ? $", stops after {status.IdleStopMinutes} idle minutes" : ""));
        Row("repository", status.RepositoryId.ToString("x16", CultureInfo.InvariantCulture) + (status.Durable ? "" : ", commits not synced"));
        Row("commit", status.CommitId.ToString(CultureInfo.InvariantCulture));
        Row("object ids", $"below {status.ObjectIdLimit}");
        foreach (ExtentStatus extent in status.Extents)
            Row("extent", $"{extent.Path}, {ByteSize.Format((long)extent.SizeBytes)} of {ByteSize.Format((long)extent.LimitBytes)}");
        Row("log", $"{status.LogDirectory}, position {status.LogPosition}");
        if (status.Shortage.Length > 0)
            Row("no room", $"{status.Shortage}; commits are refused");
        if (status.Collection is { } collection)
            Row("collector", CollectionText.Line(collection));
        Row("sessions", status.Sessions.Count.ToString(CultureInfo.InvariantCulture));
        if (status.Sessions.Count == 0)
            return text.ToString();
        text.Append('\n').Append("  id  process  user         age       view        commits  state     program\n");
        foreach (SessionStatus session in status.Sessions)
        {
            text.Append(string.Create(CultureInfo.InvariantCulture,
                $"{session.SessionId,4}  {session.ProcessId,7}  {session.User,-11}  {Duration(session.AgeSeconds),-8}  "));
            text.Append(string.Create(CultureInfo.InvariantCulture,
                $"{session.ViewCommitId,-10}  {session.Commits,-7}  {session.State,-8}  {session.Program}\n"));
        }
        return text.ToString();
    }

    /// <summary>A time span in its largest unit.</summary>
    internal static string Duration(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0}s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0}m"),
        < 86400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:0.0}d"),
    };
}
