namespace Gem.Client.Commands.Switches;

/// <summary>Where switches stand: not all are allowed everywhere.</summary>
internal enum SwitchPlace
{
    /// <summary>The command line.</summary>
    CommandLine,

    /// <summary>The environment's MAGLEV_OPTS: as on the command line, but no program.</summary>
    MaglevOptions,

    /// <summary>The environment's RUBYOPT: only what MRI allows there.</summary>
    RubyOptions,

    /// <summary>The script's #! line.</summary>
    Shebang,
}
