using System.Text.Json;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;
using Stone.Server.Collector;

namespace Stone.Server.Commands;

/// <summary>`stone gc`: begins, ends, shows and schedules collections of a running stone; `serve` is the collector itself.</summary>
public static class CollectionCommands
{
    private static readonly string[] Options = ["--home", "--name", "--full", "--epoch-every", "--at"];
    private static readonly string[] Switches = ["--wait", "--json", "--epoch", "--reclaim", "--count"];
    private static readonly string[] Names = ["start", "stop", "status", "schedule"];

    /// <summary>Runs the command that the first argument names; the exit status.</summary>
    public static int Run(string[] arguments)
    {
        string name = arguments.Length > 0 ? arguments[0] : "";
        CommandLine line = new($"stone gc {name}".TrimEnd(), arguments.AsSpan(Math.Min(1, arguments.Length)), Options, Switches);
        StonePaths paths = StoneOptions.PathsOf(line);
        return name switch
        {
            "start" => Start(paths, line),
            "stop" => Show(AdministrationCommands.Call(paths, "StopCollection", new StopCollectionRequest(), CollectionStatusReply.Parser), line),
            "status" => Show(AdministrationCommands.Call(paths, "CollectionStatus", new CollectionStatusRequest(), CollectionStatusReply.Parser), line),
            "schedule" => Schedule(paths, line),
            "serve" => CollectorRole.Run(paths),
            _ => throw new StartFailureException($"stone gc: {(name.Length == 0 ? "a command is missing" : $"there is no command {name}")}; there are {string.Join(", ", Names)}."),
        };
    }

    private static int Start(StonePaths paths, CommandLine line)
    {
        CollectionKind kind = line.Has("--epoch") ? CollectionKind.Epoch
            : line.Has("--reclaim") ? CollectionKind.Reclaim
            : line.Has("--count") ? CollectionKind.Count : CollectionKind.Full;
        StartCollectionRequest request = new() { Kind = (int)kind, Wait = line.Has("--wait") };
        bool showsProgress = request.Wait && !Console.IsErrorRedirected;
        CollectionStatusReply? last = null;
        AdministrationCommands.Stream(paths, "StartCollection", request, CollectionStatusReply.Parser, reply =>
        {
            last = reply;
            if (showsProgress)
            {
                Console.Error.Write($"\r{CollectionText.Progress(reply.Current)}\u001b[K");
            }
        });
        if (showsProgress)
        {
            Console.Error.Write("\r\u001b[K");
        }
        CollectionRunStatus run = last!.Current;
        if (line.Has("--json"))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(CollectionText.AsJson(run)));
        }
        else
        {
            Console.Out.WriteLine(CollectionText.Line(run));
        }
        return run.Outcome.Length == 0 || run.Outcome == "done" ? 0 : 1;
    }

    private static int Schedule(StonePaths paths, CommandLine line)
    {
        ScheduleCollectionRequest request = new()
        {
            FullMinutes = line.Number("--full") ?? -1,
            EpochMinutes = line.Number("--epoch-every") ?? -1,
            FullAt = line.Value("--at") ?? "",
        };
        return Show(AdministrationCommands.Call(paths, "ScheduleCollection", request, CollectionStatusReply.Parser), line);
    }

    private static int Show(CollectionStatusReply status, CommandLine line)
    {
        if (line.Has("--json"))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(CollectionText.AsJson(status)));
        }
        else
        {
            Console.Out.Write(CollectionText.Table(status));
        }
        return 0;
    }
}
