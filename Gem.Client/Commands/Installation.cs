namespace Gem.Client.Commands;

/// <summary>Where this installation keeps what: programs beside this one, images and data under MAGLEV_HOME.</summary>
internal static class Installation
{
    /// <summary>Name of the stone when none is given.</summary>
    public const string DefaultStone = "maglev";

    /// <summary>MAGLEV_HOME; the scripts set it.</summary>
    public static string Home => Environment.GetEnvironmentVariable("MAGLEV_HOME") is { Length: > 0 } home ? home
        : throw new UsageException("MAGLEV_HOME is not set (the commands in scripts/ set it)");

    /// <summary>The stone program, beside the gem's folder.</summary>
    public static string StoneProgram =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "stone", "stone"));

    /// <summary>The Ruby image on which a new stone starts.</summary>
    public static string RubyImage => Path.Combine(Home, "bin", "extent0.ruby.dbf");

    /// <summary>Name of the stone to use: STONENAME or the default.</summary>
    public static string StoneName => Environment.GetEnvironmentVariable("STONENAME") is { Length: > 0 } name ? name : DefaultStone;
}
