namespace CollectionModel;

/// <summary>The stone's answer to a commit, with the object because of which it failed.</summary>
public readonly record struct CommitOutcome(CommitStatus Status, ModelObject? Culprit = null);
