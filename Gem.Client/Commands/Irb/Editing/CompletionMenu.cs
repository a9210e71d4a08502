namespace Gem.Client.Commands.Irb.Editing;

/// <summary>Candidates to choose from.</summary>
/// <param name="Candidates">Whole words, in order.</param>
/// <param name="Start">Where the word begins in the text.</param>
/// <param name="Selected">The candidate that stands in the text now; -1 before one was chosen.</param>
internal sealed record CompletionMenu(IReadOnlyList<string> Candidates, int Start, int Selected);
