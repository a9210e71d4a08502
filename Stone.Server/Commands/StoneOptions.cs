using Shared.ObjectFormat.Configuration;

namespace Stone.Server.Commands;

/// <summary>What a command line says about a stone.</summary>
/// <param name="Paths">Where it keeps what.</param>
/// <param name="ConfigurationFile">A configuration file, null for the usual one if it exists.</param>
/// <param name="IdleMinutes">Overrides STN_IDLE_STOP_MINUTES, null to leave it.</param>
/// <param name="ImageFile">An extent to begin with when there is none; for `copydbf` one to copy instead of a stone's.</param>
/// <param name="Destination">For `copydbf`: the file to be made.</param>
/// <param name="IsForeground">Whether the stone runs in this process and logs to the console too.</param>
/// <param name="IsDetached">Whether this is the child that a `stone start` made: it leaves the terminal.</param>
/// <param name="IsNotDurable">Overrides STN_TRAN_FULL_LOGGING: commits don't wait for the disk.</param>
/// <param name="IsReplacing">For `create`: a repository that is there goes.</param>
/// <param name="IsForAll">For `status`: of all stones.</param>
/// <param name="IsUnlessRunning">Whether it is well when another serves the data already: then wait until that one is ready.</param>
public sealed record StoneOptions(
    StonePaths Paths, string? ConfigurationFile, int? IdleMinutes, string? ImageFile, string? Destination, bool IsForeground, bool IsDetached,
    bool IsNotDurable, bool IsReplacing, bool IsForAll, bool IsUnlessRunning)
{
    /// <summary>The stone's name when none is given.</summary>
    public const string DefaultName = "maglev";

    private static readonly string[] Options = ["--home", "--name", "--config", "--idle-minutes", "--image", "--to"];
    private static readonly string[] Switches = ["--foreground", "--detached", "--not-durable", "--replace", "--all", "--unless-running"];

    /// <summary>Reads them. The home is by default MAGLEV_HOME, and without it the working directory.</summary>
    public static StoneOptions Parse(string command, ReadOnlySpan<string> arguments)
    {
        CommandLine line = new(command, arguments, Options, Switches);
        return new StoneOptions(
            PathsOf(line),
            line.Value("--config"),
            line.Number("--idle-minutes"),
            line.Value("--image"),
            line.Value("--to"),
            line.Has("--foreground") || line.Has("--detached"),
            line.Has("--detached"),
            line.Has("--not-durable"),
            line.Has("--replace"),
            line.Has("--all"),
            line.Has("--unless-running"));
    }

    /// <summary>Where the stone is that a command line is about.</summary>
    internal static StonePaths PathsOf(CommandLine line)
    {
        string home = line.Value("--home") ?? Environment.GetEnvironmentVariable("MAGLEV_HOME") ?? Directory.GetCurrentDirectory();
        try
        {
            return new StonePaths(home, line.Value("--name") ?? DefaultName);
        }
        catch (ArgumentException e)
        {
            throw new StartFailureException(e.Message, e);
        }
    }

    /// <summary>The settings: defaults, then the configuration file, then the command line.</summary>
    public StoneSettings LoadSettings()
    {
        string? file = ConfigurationFile ?? (File.Exists(Paths.DefaultConfigurationFile) ? Paths.DefaultConfigurationFile : null);
        try
        {
            StoneSettings settings = file is null ? new StoneSettings() : StoneSettings.FromFile(file);
            return settings with
            {
                IdleStopMinutes = IdleMinutes ?? settings.IdleStopMinutes,
                IsDurable = settings.IsDurable && !IsNotDurable,
            };
        }
        catch (Exception e) when (e is ConfigurationException or IOException)
        {
            throw new StartFailureException(e.Message, e);
        }
    }
}
