using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Storage;

namespace Stone.Server.Commit;

/// <summary>
/// Checks a well-formed request against the table in the making, which holds the earlier requests of the same batch: who
/// may write which id, what it refers to, and whether another commit came first. Used under the engine's gate.
/// </summary>
internal sealed unsafe class RequestCheck(RepositoryCore core)
{
    private readonly List<CommitConflict> _conflicts = [];
    private ulong _knownClass;
    private ulong _knownLayout;

    /// <summary>Null when the request can be committed; otherwise its outcome.</summary>
    public CommitOutcome? Check(CommitRequest request, RequestScan scan)
    {
        _conflicts.Clear();
        _knownClass = _knownLayout = 0;
        foreach (StagedObject staged in request.Stream?.Objects ?? [])
        {
            RecordHeader* record = request.Stream!.Record(staged);
            CommitOutcome? outcome = record == null
                ? CheckWrite(request, new RecordHeader { ObjectId = staged.ObjectId, Flags = RecordFlags.Removed })
                : CheckRecord(request, new ReadOnlySpan<byte>(record, checked((int)record->RecordBytes)), scan);
            if (outcome != null)
            {
                return outcome;
            }
        }
        ReadOnlySpan<byte> images = request.Images.Span;
        for (int at = 0; at < images.Length;)
        {
            ReadOnlySpan<byte> record = images.Slice(at, RequestScan.RecordBytes(images[at..]));
            if (CheckRecord(request, record, scan) is { } outcome)
            {
                return outcome;
            }
            at += record.Length;
        }
        foreach (ulong id in request.GuardedReads.Span)
        {
            CheckChanged(request.Snapshot, id, core.Table.Find(id), ConflictKind.ReadWrite);
            CheckLock(request, id, isWrite: false);
        }
        foreach (ulong id in request.Dependencies.Span)
        {
            CheckChanged(request.Snapshot, id, core.Table.Find(id), ConflictKind.WriteDependency);
            CheckLock(request, id, isWrite: false);
        }
        return _conflicts.Count == 0 ? null : new CommitOutcome { Status = CommitStatus.Conflict, Conflicts = [.. _conflicts] };
    }

    private CommitOutcome? CheckRecord(CommitRequest request, ReadOnlySpan<byte> record, RequestScan scan) =>
        CheckWrite(request, ObjectRecord.Header(record)) ?? CheckReferences(record, scan);

    private CommitOutcome? CheckWrite(CommitRequest request, in RecordHeader header)
    {
        ulong id = header.ObjectId;
        LeafEntry entry = core.Table.Find(id);
        if (core.Collection.IsGone(id))
        {
            AddConflict(new CommitConflict(id, 0, 0, ConflictKind.WriteRemoved));
            return null;
        }
        if (entry.Bits != 0)
        {
            core.Collection.NoteWrite(id, isNew: false);
            CheckChanged(request.Snapshot, id, entry, ConflictKind.WriteWrite);
            CheckLock(request, id, isWrite: true);
            if (core.Dependencies.TryFindAfter(request.Snapshot.CommitId, id, out ulong commitId, out ulong sessionId))
            {
                AddConflict(new CommitConflict(id, commitId, sessionId, ConflictKind.WriteDependency));
            }
            return CheckStaysClass(header, entry);
        }
        if ((header.Flags & RecordFlags.Removed) != 0)
        {
            return CommitOutcome.Refused($"object {id} cannot be removed: it does not exist", id);
        }
        if (id < ObjectIds.FirstLeased || core.Leases.Owns(request.SessionId, id))
        {
            core.Collection.NoteWrite(id, isNew: true);
            return null;
        }
        return CommitOutcome.Refused($"object {id} is new, but its id was not leased to session {request.SessionId}", id);
    }

    /// <summary>What is a class stays one, or is removed: its instances refer to it.</summary>
    private CommitOutcome? CheckStaysClass(in RecordHeader header, LeafEntry entry)
    {
        bool becomesNone = (header.Flags & RecordFlags.Removed) == 0 && header.Format != RecordFormat.Class;
        return becomesNone && entry.IsPresent && core.HeaderOf(entry)->Format == RecordFormat.Class
            ? CommitOutcome.Refused($"object {header.ObjectId} is a class and cannot become something else", header.ObjectId)
            : null;
    }

    private void CheckChanged(Snapshot view, ulong id, LeafEntry now, ConflictKind kind)
    {
        if (!core.HasChangedSince(view, id, now))
        {
            return;
        }
        RecordHeader* record = now.IsPresent ? core.HeaderOf(now) : null;
        if (record == null)
        {
            AddConflict(new CommitConflict(id, 0, 0, ConflictKind.WriteRemoved));
        }
        else
        {
            AddConflict(new CommitConflict(id, record->CommitId, core.WriteSets.SessionOf(record->CommitId), kind));
        }
    }

    private void CheckLock(CommitRequest request, ulong id, bool isWrite)
    {
        if (core.Locks.Hinders(request.SessionId, id, isWrite, out ulong owner))
        {
            AddConflict(new CommitConflict(id, 0, owner, ConflictKind.WriteLock));
        }
    }

    private CommitOutcome? CheckReferences(ReadOnlySpan<byte> record, RequestScan scan)
    {
        ref readonly RecordHeader header = ref ObjectRecord.Header(record);
        ulong id = header.ObjectId;
        if (header.ClassId != _knownClass)
        {
            if (CheckClass(id, header.ClassId, scan) is { } refusal)
            {
                return refusal;
            }
            _knownClass = header.ClassId;
        }
        if (header.LayoutId != _knownLayout)
        {
            RecordHeader* layout = header.LayoutId == 0 ? null : Record(header.LayoutId);
            if (header.LayoutId != 0 && (layout == null || layout->Format != RecordFormat.Layout))
            {
                return CommitOutcome.Refused($"object {id} has the layout {header.LayoutId}, which is none", id);
            }
            _knownLayout = header.LayoutId;
        }
        foreach (ReferenceWord word in ObjectRecord.References(record))
        {
            if (word.IsObject && CheckReference(id, word.ObjectId, scan, "refers to") is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }

    /// <summary>A class that exists must be one. Of the reserved ids any may be used: an image begins with objects before their classes.</summary>
    private CommitOutcome? CheckClass(ulong id, ulong classId, RequestScan scan)
    {
        if (CheckReference(id, classId, scan, "has the class") is { } refusal)
        {
            return refusal;
        }
        RecordHeader* record = scan.ObjectIds.Contains(classId) ? null : Record(classId);
        bool isClass = scan.ObjectIds.Contains(classId) ? scan.ClassIds.Contains(classId) : record == null || record->Format == RecordFormat.Class;
        return isClass ? null : CommitOutcome.Refused($"object {id} has the class {classId}, which is none", id);
    }

    private CommitOutcome? CheckReference(ulong id, ulong target, RequestScan scan, string how)
    {
        if (scan.ObjectIds.Contains(target))
        {
            return scan.RemovedIds.Contains(target)
                ? CommitOutcome.Refused($"object {id} {how} object {target}, which the request removes", id)
                : null;
        }
        LeafEntry entry = target < core.Ids.Next ? core.Table.Find(target) : default;
        bool isGone = entry.IsTombstone || core.Collection.IsGone(target);
        if (entry.IsPresent && !isGone)
        {
            core.Collection.NoteReference(target);
            return null;
        }
        if (isGone)
        {
            AddConflict(new CommitConflict(target, 0, 0, ConflictKind.ReferenceToRemoved));
            return null;
        }
        return target < ObjectIds.FirstLeased ? null : CommitOutcome.Refused($"object {id} {how} object {target}, which does not exist", id);
    }

    private RecordHeader* Record(ulong id)
    {
        LeafEntry entry = core.Table.Find(id);
        return entry.IsPresent ? core.HeaderOf(entry) : null;
    }

    private void AddConflict(CommitConflict conflict)
    {
        if (_conflicts.Count < CommitOutcome.ConflictsListed)
        {
            _conflicts.Add(conflict);
        }
    }
}
