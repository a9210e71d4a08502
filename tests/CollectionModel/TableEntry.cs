namespace CollectionModel;

/// <summary>What the object table has under an id from a commit on; no place when the object was removed.</summary>
public readonly record struct TableEntry(int FromCommit, Place? Place);
