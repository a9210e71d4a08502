namespace CollectionModel;

/// <summary>How far a collection is.</summary>
public enum CollectorState
{
    /// <summary>None runs, or one that has condemned: the stone removes.</summary>
    Idle,

    /// <summary>The first of recording and view is there, the second not.</summary>
    Beginning,

    /// <summary>Marking in the collector's view.</summary>
    Marking,

    /// <summary>Sessions vote.</summary>
    Balloting,

    /// <summary>What was touched is marked, too.</summary>
    Sweeping,

    /// <summary>What was left is to be condemned.</summary>
    Condemning,
}
