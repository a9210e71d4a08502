namespace Shared.ObjectFormat.Protocol;

/// <summary>Kinds of conflict as replies carry them.</summary>
public enum SlotConflictKind
{
    /// <summary>Both sessions wrote the object.</summary>
    WriteWrite = 0,

    /// <summary>A dependent of the object was written.</summary>
    WriteDependency = 1,

    /// <summary>Another session has it locked.</summary>
    WriteLock = 2,

    /// <summary>The commit refers to an object that was collected.</summary>
    ReferenceToCollected = 3,
}
