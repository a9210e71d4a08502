namespace Stone.Server.Sessions;

/// <summary>A registered view: a commit and the object table as it left it.</summary>
/// <param name="CommitId">The commit.</param>
/// <param name="RootFrame">Frame of the object table's root, 0 for an empty one.</param>
/// <param name="Depth">Levels of the table.</param>
/// <param name="Registration">The engine's handle.</param>
public sealed record RepositoryView(ulong CommitId, ulong RootFrame, int Depth, object? Registration);
