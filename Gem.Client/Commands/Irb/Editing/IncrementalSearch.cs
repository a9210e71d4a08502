namespace Gem.Client.Commands.Irb.Editing;

/// <summary>A search through the history while its pattern is typed.</summary>
/// <param name="Pattern">What is looked for.</param>
/// <param name="Index">The entry found last, or where the search began.</param>
/// <param name="IsBackward">Towards older entries.</param>
/// <param name="IsFailed">Nothing has the pattern.</param>
/// <param name="OldText">The text before the search, which comes back when it is given up.</param>
/// <param name="OldCursor">The cursor before the search.</param>
internal sealed record IncrementalSearch(string Pattern, int Index, bool IsBackward, bool IsFailed, string OldText, int OldCursor)
{
    /// <summary>What is shown while it goes on.</summary>
    public string Status => $"{(IsFailed ? "failed " : "")}{(IsBackward ? "reverse-" : "")}i-search: {Pattern}";
}
