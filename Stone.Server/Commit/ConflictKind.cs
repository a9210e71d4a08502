namespace Stone.Server.Commit;

/// <summary>In which way a commit is in conflict with one that came first.</summary>
public enum ConflictKind
{
    /// <summary>Both wrote the object.</summary>
    WriteWrite,

    /// <summary>This one had asked to guard an object that it only read, and the other wrote it.</summary>
    ReadWrite,

    /// <summary>One of them derived something, such as an index entry, from an object that the other wrote.</summary>
    WriteDependency,

    /// <summary>This one wrote an object that the other removed.</summary>
    WriteRemoved,

    /// <summary>This one refers to an object that was removed.</summary>
    ReferenceToRemoved,

    /// <summary>Another session has the object locked.</summary>
    WriteLock,
}
