namespace Gem.Client.Commands.Irb.Editing;

/// <summary>What a key led to.</summary>
internal enum EditOutcome
{
    /// <summary>The editing goes on.</summary>
    Continue,

    /// <summary>The text is handed in.</summary>
    Accepted,

    /// <summary>The text is dropped.</summary>
    Interrupted,

    /// <summary>There will be no more input.</summary>
    EndOfInput,

    /// <summary>The screen is to be cleared.</summary>
    ClearScreen,

    /// <summary>The program is to be stopped for a while.</summary>
    Suspend,
}
