namespace Gem.Client.Commands.Irb;

/// <summary>What came of reading.</summary>
internal enum InputKind
{
    /// <summary>Text to evaluate.</summary>
    Text,

    /// <summary>The user gave up what they had typed.</summary>
    Dropped,

    /// <summary>There is no more.</summary>
    End,
}
