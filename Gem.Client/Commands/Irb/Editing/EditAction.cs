namespace Gem.Client.Commands.Irb.Editing;

/// <summary>What the key before did, where that matters for the next one.</summary>
internal enum EditAction
{
    /// <summary>Nothing of the following.</summary>
    Other,

    /// <summary>Typed a character: the next one is undone with it.</summary>
    Insert,

    /// <summary>Cut text: the next cut is joined to it.</summary>
    Kill,

    /// <summary>Recalled an input by its beginning: the next one is looked for by the same.</summary>
    Recall,

    /// <summary>Put in what was cut: the next key may exchange it for an older cut.</summary>
    Yank,
}
