using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Audit;

/// <summary>Checks what can be said of a record by its header alone.</summary>
internal static class RecordCheck
{
    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? Fault(in RecordHeader header, ulong lastCommit)
    {
        if (header.CommitId > lastCommit)
        {
            return $"its record is of commit {header.CommitId}, after the last one, {lastCommit}";
        }
        if (header.Reserved != 0 || (header.Flags & ~(RecordFlags.Removed | RecordFlags.Frozen)) != 0)
        {
            return "its record has flags that this version does not know";
        }
        if ((header.Flags & RecordFlags.Removed) != 0)
        {
            return "its record says that it was removed";
        }
        if (header.ObjectId is >= ObjectIds.StoneFirst and < ObjectIds.FirstLeased && header.Format is not (RecordFormat.Directory or RecordFormat.Counters))
        {
            return $"its id is the stone's own, but its format is {header.Format}";
        }
        return header.Format switch
        {
            RecordFormat.Symbol => OfStone(header, "a symbol", ObjectIds.SymbolClass, header.ReferenceCount == 0 && header.ByteCount > 0),
            RecordFormat.Layout => OfStone(header, "a layout", ObjectIds.LayoutClass, header.ByteCount == 0),
            RecordFormat.Counters => OfStone(
                header, "shared counters", 0, header.ReferenceCount == 0 && header.ByteCount == SharedPages.CounterCount * sizeof(long)),
            RecordFormat.ObjectIds => OfStone(header, "a set of object ids", 0, header.ReferenceCount == 0 && header.ByteCount > 0),
            RecordFormat.Directory => OfStone(header, "a directory", 0, header.ByteCount == 0),
            _ => header.ClassId == 0 ? "it has no class" : null,
        };
    }

    private static string? OfStone(in RecordHeader header, string what, ulong classId, bool isShaped)
    {
        if (header.ClassId != classId || header.LayoutId != 0)
        {
            return $"it is {what}, but has class {header.ClassId} and layout {header.LayoutId}";
        }
        return isShaped ? null : $"it is {what} of {header.ReferenceCount} references and {header.ByteCount} bytes";
    }
}
