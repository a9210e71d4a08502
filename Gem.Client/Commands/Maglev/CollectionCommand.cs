using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev gc start|stop|status|schedule</c>: collections of a running stone, which its own program talks of.</summary>
internal static class CollectionCommand
{
    /// <summary>Begins one.</summary>
    public static int Start(string[] args) => Run("start", args, [], ["--epoch", "--reclaim", "--count", "--wait", "--json"]);

    /// <summary>Ends what goes on and what waits.</summary>
    public static int Stop(string[] args) => Run("stop", args, [], ["--json"]);

    /// <summary>Shows them.</summary>
    public static int Status(string[] args) => Run("status", args, [], ["--json"]);

    /// <summary>Says when they begin by themselves.</summary>
    public static int Schedule(string[] args) => Run("schedule", args, ["--full", "--at", "--epoch-every"], ["--json"]);

    /// <summary>What is no option is the stone; options go on, when they are known.</summary>
    private static int Run(string name, string[] args, string[] valued, string[] switches)
    {
        List<string> names = [];
        List<string> options = [];
        for (int i = 0; i < args.Length; i++)
        {
            string option = args[i].Split('=')[0];
            if (switches.Contains(args[i]) || (args[i] != option && valued.Contains(option)))
            {
                options.Add(args[i]);
            }
            else if (valued.Contains(args[i]))
            {
                options.Add(args[i] + "=" + (++i < args.Length ? args[i] : throw new UsageException($"maglev gc {name}: option {args[i - 1]} needs a value")));
            }
            else
            {
                names.Add(args[i]);
            }
        }

        StonePaths paths = StoneArgument.Existing($"gc {name}", [.. names]);
        return StoneProcess.Run(Installation.StoneProgram, ["gc", name, "--home", paths.Home, "--name=" + paths.Name, .. options]);
    }
}
