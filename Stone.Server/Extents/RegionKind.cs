namespace Stone.Server.Extents;

/// <summary>What a region of frames is used for. Values are on disk, in the map of space, and never change.</summary>
public enum RegionKind : byte
{
    /// <summary>All frames are free.</summary>
    Free = 0,

    /// <summary>Single frames: nodes of the object table.</summary>
    Nodes = 1,

    /// <summary>Data pages of four frames.</summary>
    Pages = 2,

    /// <summary>Runs of any number of frames: large objects, outcomes, the map of space.</summary>
    Runs = 3,
}
