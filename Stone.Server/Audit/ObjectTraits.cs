namespace Stone.Server.Audit;

/// <summary>What an object audit knows of an object; kept in memory for each id.</summary>
[Flags]
internal enum ObjectTraits : byte
{
    /// <summary>There never was such an object.</summary>
    None = 0,

    /// <summary>It exists.</summary>
    Present = 1,

    /// <summary>It was removed.</summary>
    Removed = 2,

    /// <summary>It was come to from the roots.</summary>
    Reached = 4,

    /// <summary>Its record is not what it should be, which was told.</summary>
    Bad = 8,

    /// <summary>It is a class or module.</summary>
    Class = 16,

    /// <summary>It is a symbol.</summary>
    Symbol = 32,

    /// <summary>It is a layout.</summary>
    Layout = 64,

    /// <summary>A directory of symbols or layouts names it.</summary>
    Listed = 128,
}
