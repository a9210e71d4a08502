using Gem.Vm.Session;
using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Memory;

/// <summary>Ends of transactions: flags, the dirty set, and the move of the view.</summary>
public sealed unsafe partial class ObjectMemory
{
    /// <summary>The commit is about to be sent: takes the memory that <see cref="CommitDone"/> needs for so many new objects.</summary>
    internal void PrepareCommit(int made) => _identity.Reserve(made);

    /// <summary>
    /// The commit has succeeded: what was written is clean, what was new has a record, and what others committed is taken over.
    /// </summary>
    /// <param name="made">Objects that have got their first record.</param>
    /// <param name="madeBytes">Bytes of the records that were written.</param>
    /// <param name="change">The move of the view.</param>
    internal void CommitDone(List<HeapObject> made, long madeBytes, ViewChange change)
    {
        foreach (HeapObject body in made)
        {
            // Before the view moves: what others committed may already refer to these.
            _identity.Add(body);
        }

        List<HeapObject> changed = Changed(change, takesOwn: true);
        MakeClean(_dirty);
        MakeClean(made);
        _dirty.Clear();
        _exchanged.Clear();
        Follow(changed);
        _cleanBytes += (made.Count * (long)BytesOfBody) + madeBytes;
        UnfaultIfDue();
    }

    /// <summary>The transaction is given up: what was written becomes as it is committed in the new view.</summary>
    internal void AbortDone(ViewChange change)
    {
        List<HeapObject> changed = Changed(change, takesOwn: false);
        TakeBackExchanges(0);
        foreach (HeapObject body in _dirty)
        {
            TakeBackSingleton(body);
            body.Header = (body.Header & ~HeaderFlags.Dirty) | HeaderFlags.Clean;
            changed.Add(body);
        }

        _dirty.Clear();
        Follow(changed);
    }

    /// <summary>Takes over a move that came without an end of the transaction (an idle session's view was renewed).</summary>
    internal void ViewMoved(ViewChange change) => Follow(Changed(change, takesOwn: false));

    /// <summary>
    /// Takes over a move of the view in the midst of a transaction. What it has written stays as it is.
    /// </summary>
    /// <param name="change">The move.</param>
    /// <param name="guarded">Ids of objects that it only read, but whose change it must not miss; they need not be in memory.</param>
    /// <param name="redone">Objects whose changes are given up, because they will be made again.</param>
    /// <returns>What the transaction has written, or guards, that the move changed.</returns>
    internal List<CommitConflict> ViewMovedUnder(ViewChange change, IEnumerable<ulong> guarded, HashSet<HeapObject> redone)
    {
        List<CommitConflict> conflicts = [];
        HashSet<HeapObject> others = new(ReferenceEqualityComparer.Instance);
        foreach (HeapObject part in redone)
        {
            if ((part.Header & HeaderFlags.Dirty) != 0)
            {
                part.Header = (part.Header & ~HeaderFlags.Dirty) | HeaderFlags.Clean;
                others.Add(part);
            }
        }

        _dirty.RemoveAll(redone.Contains);
        foreach (HeapObject body in Changed(change, takesOwn: true))
        {
            if ((body.Header & HeaderFlags.Dirty) != 0)
            {
                conflicts.Add(new CommitConflict(ConflictKind.WriteWrite, body.Id, 0));
            }
            else
            {
                others.Add(body);
            }
        }

        Follow([.. others]);
        foreach (ulong objectId in guarded)
        {
            RecordHeader* record = _store!.Find(objectId);
            if (record == null || record->CommitId > change.OldCommitId)
            {
                conflicts.Add(new CommitConflict(ConflictKind.ReadWrite, objectId, 0));
            }
        }

        return conflicts;
    }

    private void Follow(List<HeapObject> changed)
    {
        // What was collected though this VM held it stays as it is: nothing could be read again.
        changed.RemoveAll(body => body.IsCommitted && _restored?.ContainsKey(body) != true && _store!.Find(body.Id) == null);
        if (changed.Count > 0)
        {
            new ViewMove(vm).Apply(changed);
        }
    }

    /// <summary>
    /// Objects in memory that the move changed; of those that this transaction has written only with
    /// <paramref name="takesOwn"/>: after a commit, whose own writes the move does not tell of, somebody else wrote them since.
    /// The new view may be later than the commit.
    /// </summary>
    private List<HeapObject> Changed(ViewChange change, bool takesOwn)
    {
        long own = takesOwn ? 0 : HeaderFlags.Dirty | HeaderFlags.New;
        List<HeapObject> changed = [];
        if (change.IsEmpty || (change.IsComplete && change.ChangedIds.IsEmpty))
        {
            return changed;
        }

        if (change.IsComplete)
        {
            HashSet<ulong> seen = [];
            foreach (ulong objectId in change.ChangedIds.Span)
            {
                if (_identity.TryGet(objectId, out HeapObject? body) && (body.Header & own) == 0 && seen.Add(objectId))
                {
                    changed.Add(body);
                }
            }

            return changed;
        }

        // All that is loaded and not stale was current in the old view, so the commit ids tell what has changed since.
        foreach (HeapObject body in _identity.Loaded())
        {
            if ((body.Header & own) == 0 && body.ShapeId != ShapeIds.Stale)
            {
                RecordHeader* record = _store!.Find(body.Id);
                if (record != null && record->CommitId > change.OldCommitId)
                {
                    changed.Add(body);
                }
            }
        }

        return changed;
    }

    private void MakeClean(List<HeapObject> written)
    {
        foreach (HeapObject body in written)
        {
            body.Header = (body.Header & ~(HeaderFlags.Dirty | HeaderFlags.New | HeaderFlags.Watched | HeaderFlags.UnfaultedCopy)) | HeaderFlags.Clean;
            body.Committed();
            if (body.ShapeId >= ShapeIds.FirstFree && vm.Shapes[body.ShapeId].Class is { IsPartOfRepository: false } singleton)
            {
                _transientSingletons[body] = singleton;
            }
        }
    }

    /// <summary>A singleton class that this transaction made persistent is the VM's own again; what was persistent in it goes.</summary>
    private void TakeBackSingleton(HeapObject body)
    {
        ClassObject singleton = vm.Shapes[body.ShapeId].Class;
        if (!singleton.IsSingleton || singleton.IsCommitted || !Value.Same(singleton.Attached, body))
        {
            return;
        }

        foreach (ref MethodDictionary? methods in singleton.Methods.AsSpan())
        {
            foreach (SymbolObject selector in methods?.Entries.Keys ?? Enumerable.Empty<SymbolObject>())
            {
                vm.Invalidation.Method(selector);
            }

            methods = null;
        }

        singleton.Constants = singleton.ClassVariables = singleton.InstanceVariables = null;
        if (singleton.Includes.Length + singleton.Prepends.Length > 0)
        {
            singleton.Includes = singleton.Prepends = [];
            vm.Hierarchy.AncestryChanged(singleton);
        }

        _transientSingletons[body] = singleton;
    }
}
