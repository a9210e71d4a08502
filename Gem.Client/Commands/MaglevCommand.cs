namespace Gem.Client.Commands;

/// <summary><c>maglev start|stop|restart|status [NAME]</c>: the stone program's commands with this installation's places.</summary>
internal static class MaglevCommand
{
    private const string Usage = "usage: maglev start|stop|restart|status|upgrade|help [STONE]";

    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        string verb = args.Length > 0 ? args[0] : "help";
        string name = args.Length > 1 ? args[1] : Installation.StoneName;
        if (args.Length > 2)
        {
            throw new UsageException($"maglev {verb}: unexpected argument '{args[2]}'");
        }

        switch (verb)
        {
            case "start":
                return Start(name);
            case "stop" or "status":
                return Stone(verb, name);
            case "restart":
                Stone("stop", name);
                return Start(name);
            case "upgrade":
                return UpgradeCommand.Run(name);
            case "help" or "--help" or "-h":
                StandardOutput.WriteLine(Usage);
                return 0;
            default:
                throw new UsageException($"maglev: unknown command '{verb}'; {Usage}");
        }
    }

    private static int Start(string name) => StoneProcess.Run(
        Installation.StoneProgram, "start", "--home", Installation.Home, "--name", name, "--image", Installation.RubyImage);

    private static int Stone(string verb, string name) =>
        StoneProcess.Run(Installation.StoneProgram, verb, "--home", Installation.Home, "--name", name);
}
