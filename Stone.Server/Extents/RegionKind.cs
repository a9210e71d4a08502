namespace Stone.Server.Extents;

/// <summary>What a region of frames is used for. In memory only.</summary>
public enum RegionKind : byte
{
    /// <summary>All frames are free.</summary>
    Free,

    /// <summary>Single frames: nodes of the object table.</summary>
    Nodes,

    /// <summary>Data pages of four frames.</summary>
    Pages,

    /// <summary>Runs of any number of frames: large objects and outcomes.</summary>
    Runs,
}
