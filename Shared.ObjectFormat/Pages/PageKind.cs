namespace Shared.ObjectFormat.Pages;

/// <summary>What a page holds. Values are on disk and never change.</summary>
public enum PageKind : ushort
{
    /// <summary>Not a page.</summary>
    None = 0,

    /// <summary>A leaf of the object table, one frame: see <see cref="TableNode"/>.</summary>
    TableLeaf = 1,

    /// <summary>An inner node of the object table, one frame.</summary>
    TableInner = 2,

    /// <summary>A data page of four frames with many records.</summary>
    Data = 3,

    /// <summary>A run of frames with one record that is larger than a data page.</summary>
    LargeObject = 4,

    /// <summary>A run of frames with the outcomes of recent commits, named by the meta.</summary>
    Outcomes = 5,

    /// <summary>A run of frames with the map of space, named by the meta: see <see cref="SpaceMapEntry"/>.</summary>
    SpaceMap = 6,

    /// <summary>Several leaves of the object table with few entries, one frame: see <see cref="TableBundle"/>.</summary>
    TableBundle = 7,
}
