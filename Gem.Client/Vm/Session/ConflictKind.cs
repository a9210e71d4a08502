namespace Gem.Vm.Session;

/// <summary>What kind of conflict kept a commit from happening; names as GemStone/S uses them.</summary>
public enum ConflictKind
{
    /// <summary>Both sessions wrote the object, or the other removed it.</summary>
    WriteWrite,

    /// <summary>This session wrote what an index or another dependent of the object relies on.</summary>
    WriteDependency,

    /// <summary>Another session holds a lock on the object.</summary>
    WriteLock,

    /// <summary>The commit refers to an object that was removed or collected.</summary>
    ReferenceToCollected,

    /// <summary>This session guarded an object that it only read, and the other wrote it.</summary>
    ReadWrite,

    /// <summary>An operation of reduced conflict can't be done any more after what the other did.</summary>
    RcWriteWrite,
}
