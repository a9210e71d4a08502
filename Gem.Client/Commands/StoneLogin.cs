using Gem.Vm.Session;

namespace Gem.Client.Commands;

/// <summary>Logs in to a stone; makes and starts the default one when none runs.</summary>
internal static class StoneLogin
{
    /// <summary>Minutes without a session after which a stone that started by itself stops.</summary>
    private const string IdleMinutes = "10";

    /// <summary>A session with the stone of that name.</summary>
    /// <exception cref="StoneUnreachableException">It does not run and may not be started.</exception>
    public static StoneSession Connect(string stoneName, string program, bool startsIt)
    {
        try
        {
            return StoneSession.Connect(Installation.Home, stoneName, program);
        }
        catch (StoneUnreachableException) when (startsIt)
        {
            string idle = Environment.GetEnvironmentVariable("MAGLEV_IDLE_MINUTES") is { Length: > 0 } minutes ? minutes : IdleMinutes;
            StandardError.WriteLine($"maglev: starting stone '{stoneName}' (it stops after {idle} idle minutes)");
            StoneProcess.RunQuietly(
                Installation.StoneProgram, "start", "--unless-running", "--home", Installation.Home, "--name", stoneName, "--image", Installation.RubyImage, "--idle-minutes", idle);
            return StoneSession.Connect(Installation.Home, stoneName, program);
        }
    }
}
