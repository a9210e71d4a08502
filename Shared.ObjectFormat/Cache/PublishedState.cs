namespace Shared.ObjectFormat.Cache;

/// <summary>
/// What the stone shows to the world after each batch: the last commit, its object table, and the oldest commit that any
/// view may still read.
/// </summary>
/// <param name="CommitId">The last commit.</param>
/// <param name="RootFrame">Frame of its object table's root, 0 when the table is empty.</param>
/// <param name="Depth">Levels of the table, 0 when it is empty.</param>
/// <param name="Horizon">The oldest commit that a live view reads; views older than it are gone.</param>
public readonly record struct PublishedState(ulong CommitId, ulong RootFrame, int Depth, ulong Horizon);
