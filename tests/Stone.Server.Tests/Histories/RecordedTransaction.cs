namespace Stone.Server.Tests.Histories;

/// <summary>What a session saw and did in one transaction. Each version of an object is the number of the transaction that wrote it.</summary>
/// <param name="Number">Unlike any other transaction's, above 0.</param>
/// <param name="View">The commit that the session looked at.</param>
/// <param name="Commit">The commit that it became; 0 when it failed because of a conflict or was given up.</param>
/// <param name="Reads">By object, the version that was seen before any write of its own.</param>
/// <param name="Writes">Objects that it wrote.</param>
/// <param name="Conflicts">Objects that the stone named; empty unless it refused the commit because of them.</param>
public sealed record RecordedTransaction(
    long Number, ulong View, ulong Commit, IReadOnlyDictionary<ulong, long> Reads, IReadOnlyList<ulong> Writes, IReadOnlyList<ulong> Conflicts);
