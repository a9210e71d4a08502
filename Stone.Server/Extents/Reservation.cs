namespace Stone.Server.Extents;

/// <summary>How much room a commit may need at most, counted before anything is changed.</summary>
/// <param name="Nodes">Frames for nodes of the object table.</param>
/// <param name="Pages">Data pages.</param>
public readonly record struct Reservation(long Nodes, long Pages);
