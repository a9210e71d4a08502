namespace Stone.Server.Collector;

/// <summary>An ephemeron that was come to when nothing had come to its key yet.</summary>
/// <param name="Ephemeron">The object.</param>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; 0 when that is no object of the repository.</param>
internal readonly record struct ParkedEphemeron(ulong Ephemeron, ulong Key, ulong Value);
