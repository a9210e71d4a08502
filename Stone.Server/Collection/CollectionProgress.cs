namespace Stone.Server.Collection;

/// <summary>How far a collection is.</summary>
/// <param name="Phase">What it does now.</param>
/// <param name="Done">How much of the phase is done: objects, or pages to reclaim.</param>
/// <param name="Total">How much that will be, about; 0 when that is not known.</param>
/// <param name="Marked">Objects that were reached.</param>
/// <param name="Dead">Objects that were found dead.</param>
/// <param name="Removed">Of those, how many are removed.</param>
/// <param name="MovedRecords">Records that were moved.</param>
/// <param name="ReclaimedPages">Data pages that were given back by moving what lived in them.</param>
public readonly record struct CollectionProgress(
    CollectionPhase Phase, long Done, long Total, long Marked, long Dead, long Removed, long MovedRecords, long ReclaimedPages);
