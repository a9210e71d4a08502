namespace Shared.ObjectFormat.Protocol;

/// <summary>Kinds of conflict as replies carry them.</summary>
public enum SlotConflictKind
{
    /// <summary>Both sessions wrote the object, or the other removed it.</summary>
    WriteWrite = 0,

    /// <summary>One session derived something, such as an index entry, from the object that the other wrote.</summary>
    WriteDependency = 1,

    /// <summary>Another session has it locked.</summary>
    WriteLock = 2,

    /// <summary>The commit refers to an object that was removed or collected.</summary>
    ReferenceToCollected = 3,

    /// <summary>An object that was only read, but guarded, was written by the other.</summary>
    ReadWrite = 4,
}
