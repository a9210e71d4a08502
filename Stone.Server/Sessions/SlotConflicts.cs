using Shared.ObjectFormat.Protocol;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>The engine's conflicts as slots carry them.</summary>
internal static class SlotConflicts
{
    internal static SlotConflict From(CommitConflict conflict, StorageEngine engine) => new()
    {
        ObjectId = conflict.ObjectId,
        OtherSession = (int)conflict.SessionId,
        Kind = (int)(conflict.Kind switch
        {
            ConflictKind.ReadWrite => SlotConflictKind.ReadWrite,
            ConflictKind.WriteLock => SlotConflictKind.WriteLock,
            ConflictKind.WriteDependency => SlotConflictKind.WriteDependency,
            ConflictKind.ReferenceToRemoved => SlotConflictKind.ReferenceToCollected,
            _ => SlotConflictKind.WriteWrite,
        }),
        TimeMicroseconds = engine.TimeOf(conflict.CommitId),
    };
}
