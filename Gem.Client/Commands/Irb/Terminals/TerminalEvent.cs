namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>What a terminal tells.</summary>
internal enum TerminalEvent
{
    /// <summary>Keys were pressed.</summary>
    Input,

    /// <summary>The window has another size.</summary>
    Resized,

    /// <summary>The program was stopped and is continued: others have written to the screen.</summary>
    Continued,

    /// <summary>Nobody is there any more.</summary>
    Closed,
}
