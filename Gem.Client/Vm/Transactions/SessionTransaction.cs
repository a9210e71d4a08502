using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Transactions;

/// <summary>
/// The transaction of a VM's session. One is always open: commit and abort begin the next. Guest code runs between them
/// only, under the VM lock.
/// </summary>
public sealed class SessionTransaction(VirtualMachine vm)
{
    private CommitFailedException? _failure;
    private readonly HashSet<ulong> _guarded = [];
    private readonly HashSet<ulong> _dependencies = [];
    private HashObject? _newRoot;
    private CommitClosure? _closure;

    /// <summary>Maglev::PERSISTENT_ROOT: the repository's, or a new one that the image's first commit takes along.</summary>
    public HashObject PersistentRoot
    {
        get
        {
            if (vm.Memory.Store is { } store && ImageWriter.IsThere(store))
            {
                return vm.Fresh((HashObject)vm.Memory.Fault(WellKnownObjects.PersistentRoot).Ref!);
            }

            return _newRoot ??= vm.NewHash();
        }
    }

    /// <summary>True when something committed was written and not committed yet.</summary>
    public bool NeedsCommit
    {
        get
        {
            vm.Memory.PromoteSingletons();
            return vm.Memory.DirtyObjects.Count > 0;
        }
    }

    /// <summary>True after a failed commit: until an abort every commit fails again.</summary>
    public bool MustAbort => _failure is not null;

    /// <summary>
    /// Commits what was written and all that is newly reachable from it; the view moves to the newest state.
    /// </summary>
    /// <exception cref="CommitFailedException">Another session was first.</exception>
    /// <exception cref="NotPersistableException">Something newly reachable cannot be committed.</exception>
    /// <exception cref="CommitRefusedException">The stone refused.</exception>
    public void Commit()
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        IObjectStore store = Store();
        vm.Memory.PromoteSingletons();
        if (vm.Memory.DirtyObjects.Count == 0 && _guarded.Count == 0)
        {
            _dependencies.Clear();
            vm.Memory.ViewMoved(store.MoveView());
            return;
        }

        CommitRoots([]);
    }

    /// <summary>Gives up what was written: committed objects become as they are in the newest view. The overlay stays.</summary>
    public void Abort()
    {
        ViewChange change = Store().MoveView();
        _failure = null;
        EndGuards();
        vm.Memory.PromoteSingletons();
        vm.Memory.AbortDone(change);
    }

    /// <summary>
    /// Has this transaction's commit conflict when another session changed the object after this view, though this one only
    /// read it. What is not committed, or no object of its own, nobody else can change.
    /// </summary>
    public void Guard(Value value) => Note(_guarded, value);

    /// <summary>
    /// As <see cref="Guard"/>, for an object from which something is derived that this transaction writes: besides, a session
    /// that changes it from a view older than this commit is in conflict.
    /// </summary>
    public void DependOn(Value value) => Note(_dependencies, value);

    /// <summary>Begins a transaction: in an open one, which there always is, an abort.</summary>
    public void Begin() => Abort();

    /// <summary>
    /// Says that no guest code has run since the last commit or abort and that none will until <see cref="Resume"/>: the stone
    /// may take an old view away meanwhile. For a program that waits for its user.
    /// </summary>
    public void Rest() => vm.Memory.Store?.Rest();

    /// <summary>Ends <see cref="Rest"/>; takes over what was committed meanwhile when the stone had to renew the view.</summary>
    public void Resume()
    {
        if (vm.Memory.Store is { } store)
        {
            vm.Memory.ViewMoved(store.Resume());
        }
    }

    /// <summary>Commits the dirty objects and these new ones (an image's roots, which have their ids already).</summary>
    internal void CommitRoots(ReadOnlySpan<HeapObject> roots)
    {
        IObjectStore store = Store();
        CommitClosure closure = _closure ??= new CommitClosure(vm, store);
        bool isCommitted = false;
        try
        {
            foreach (HeapObject root in roots)
            {
                closure.AddRoot(root);
            }

            closure.Stage(vm.Memory.DirtyObjects);
            SendGuards(store);
            vm.Memory.PrepareCommit(closure.Made.Count);
            CommitReply reply = store.Commit();
            if (reply.Outcome == CommitOutcome.Committed)
            {
                isCommitted = true;
                EndGuards();
                vm.Memory.CommitDone(closure.Made, closure.WrittenBytes, reply.Change);
                return;
            }

            throw reply.Outcome == CommitOutcome.Conflict ? Fail(reply.Conflicts) : new CommitRefusedException(reply.Message);
        }
        catch (StoneRefusedException refused) when (!isCommitted)
        {
            closure.Undo();
            throw new CommitRefusedException(refused.Message);
        }
        catch when (!isCommitted)
        {
            closure.Undo();
            throw;
        }
        finally
        {
            closure.Clear();
        }
    }

    private static void Note(HashSet<ulong> ids, Value value)
    {
        if (value.Ref is { IsCommitted: true } body)
        {
            ids.Add(body.Id);
        }
    }

    /// <summary>With each try to commit: the stone forgets them with what was staged.</summary>
    private void SendGuards(IObjectStore store)
    {
        if (_guarded.Count > 0)
        {
            store.Guard([.. _guarded]);
        }

        if (_dependencies.Count > 0)
        {
            store.Depend([.. _dependencies]);
        }
    }

    private void EndGuards()
    {
        _guarded.Clear();
        _dependencies.Clear();
    }

    private CommitFailedException Fail(IReadOnlyList<CommitConflict> found)
    {
        List<TransactionConflict> conflicts = [];
        foreach (CommitConflict conflict in found)
        {
            if (vm.Memory.IsNode(conflict.ObjectId))
            {
                // Its collection is in the list too: who writes a node writes the head.
                continue;
            }

            conflicts.Add(new TransactionConflict(conflict.Kind, LiveObject(conflict.ObjectId), conflict.OtherSession));
        }

        return _failure = new CommitFailedException(conflicts, $"commit failed: {conflicts.Count} object(s) were changed by another session first");
    }

    /// <summary>The object of a conflict; one that was collected has no object any more, then its id stands for it.</summary>
    private Value LiveObject(ulong objectId)
    {
        try
        {
            return vm.Memory.Fault(objectId);
        }
        catch (ImageException)
        {
            return Value.FromInteger((long)objectId);
        }
    }

    private IObjectStore Store() => vm.Memory.Store ?? throw new InvalidOperationException("this VM has no repository");
}
