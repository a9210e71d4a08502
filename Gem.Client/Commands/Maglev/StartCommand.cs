using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev start [STONE]</c> and <c>maglev start-bench [STONE]</c>. One that runs already stays as it is.</summary>
internal static class StartCommand
{
    /// <summary>Starts it; the exit status.</summary>
    public static int Run(string[] args) => Start(StoneArgument.Optional("start", args));

    /// <summary>Starts it without durable commits; the exit status.</summary>
    public static int RunBench(string[] args) => Start(StoneArgument.Optional("start-bench", args), "--not-durable");

    /// <summary>Starts a stone, on a copy of the Ruby image when it is not there yet.</summary>
    internal static int Start(StonePaths paths, params string[] options) =>
        StoneProcess.RunWithImage("start", paths, ["--unless-running", .. options]);
}
