using Stone.Server.Commands;

namespace Stone.Server;

/// <summary>Entry point of the stone process.</summary>
public static class Program
{
    private const string Usage = """
        usage: stone create|destroy|start|stop|status|checkpoint [--home DIR] [--name NAME]
               stone pageaudit|objectaudit [--home DIR] [--name NAME] [--config FILE]
               stone gc start [--epoch | --reclaim | --count] [--wait] [--json] | gc stop | gc status [--json]
               stone gc schedule [--full MINUTES] [--at HH:MM|off] [--epoch-every MINUTES]
               stone copydbf --to FILE [--home DIR] [--name NAME | --image FILE]
               create also takes --image FILE, --replace
               start also takes --config FILE, --idle-minutes N, --image FILE, --foreground,
               --not-durable, --unless-running
               status also takes --all
        """;

    /// <summary>Runs the command that the first argument names; returns the exit status.</summary>
    public static int Main(string[] args)
    {
        try
        {
            string[] rest = args.Length > 0 ? args[1..] : [];
            return (args.Length > 0 ? args[0] : "") switch
            {
                "create" => CreateCommand.Run(rest),
                "destroy" => DestroyCommand.Run(rest),
                "start" => StartCommand.Run(rest),
                "stop" => AdministrationCommands.Stop(rest),
                "status" => AdministrationCommands.Status(rest),
                "checkpoint" => AdministrationCommands.Checkpoint(rest),
                "pageaudit" => AuditCommands.Pages(rest),
                "objectaudit" => AuditCommands.Objects(rest),
                "gc" => CollectionCommands.Run(rest),
                "copydbf" => CopyCommand.Run(rest),
                "help" or "--help" or "-h" => ShowUsage(Console.Out, 0),
                "" => ShowUsage(Console.Error, 1),
                string other => throw new StartFailureException($"stone: there is no command {other}; there are create, destroy, start, stop, status, checkpoint, pageaudit, objectaudit, gc and copydbf."),
            };
        }
        catch (StartFailureException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static int ShowUsage(TextWriter target, int status)
    {
        target.WriteLine(Usage);
        return status;
    }
}
