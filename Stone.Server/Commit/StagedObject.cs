using Shared.ObjectFormat.Pages;

namespace Stone.Server.Commit;

/// <summary>An object of a stream.</summary>
/// <param name="ObjectId">Which.</param>
/// <param name="Entry">Where its record stands, or a tombstone.</param>
public readonly record struct StagedObject(ulong ObjectId, LeafEntry Entry);
