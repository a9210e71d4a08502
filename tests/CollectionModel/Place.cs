namespace CollectionModel;

/// <summary>Where a record lies. It is written again when no view needs what it has, so who looks too late sees another object.</summary>
public sealed class Place
{
    /// <summary>Whose record it is.</summary>
    public required ModelObject Object { get; set; }

    /// <summary>The record.</summary>
    public required Contents Contents { get; set; }

    /// <summary>The commit in the record: who wrote the object.</summary>
    public int CommitId { get; set; }

    /// <summary>The first commit that has it here.</summary>
    public int Birth { get; set; }

    /// <summary>The first commit that no longer has it here.</summary>
    public int Retired { get; set; } = int.MaxValue;
}
