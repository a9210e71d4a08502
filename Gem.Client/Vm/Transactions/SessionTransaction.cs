using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Transactions;

/// <summary>
/// The transaction of a VM's session, and those nested in it. As long as the mode is not changed one is always open: commit and
/// abort begin the next. Guest code runs between them only, under the VM lock.
/// </summary>
public sealed class SessionTransaction(VirtualMachine vm)
{
    /// <summary>How deep transactions can be nested, the outermost counted.</summary>
    public const int DeepestLevel = 16;

    /// <summary>How often operations of reduced conflict are done again before the commit fails.</summary>
    private const int MostReplays = 200;

    /// <summary>What the stone takes of a commit.</summary>
    private const int MostDependencies = 1 << 20;

    private readonly Stack<NestedTransaction> _nested = [];
    private bool _isOpen = true;
    private CommitFailedException? _failure;
    private readonly HashSet<ulong> _guarded = [];
    private readonly HashSet<ulong> _dependencies = [];
    private readonly HashSet<ulong> _indexDependencies = [];
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

    /// <summary>What can be done again when another session was first.</summary>
    public ReplayLog Replays { get; } = new();

    /// <summary>The locks that this session asks for.</summary>
    public ObjectLocks Locks { get; } = new(vm);

    /// <summary>What indexes must be told of before the next commit or search.</summary>
    public IndexUpdates Indexes { get; } = new(vm);

    /// <summary>What a program wants to run before and after commits and aborts.</summary>
    public TransactionHooks Hooks { get; } = new();

    /// <summary>An object that was never committed and whose way into a commit the program asks for; null for none.</summary>
    public HeapObject? Trapped { get; set; }

    /// <summary>When a transaction begins. Setting it gives up what was written.</summary>
    public TransactionMode Mode { get; private set; }

    /// <summary>How many transactions are open, one in the other; 0 outside, -1 without transactions.</summary>
    public int Level => Mode == TransactionMode.Transactionless ? -1 : _isOpen ? 1 + _nested.Count : 0;

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
    /// Commits what was written and all that is newly reachable from it; the view moves to the newest state. The end of a nested
    /// transaction only makes its changes those of the one around it. In a failed commit the changes stay; nothing can be committed
    /// before an abort.
    /// </summary>
    /// <exception cref="OutsideOfTransactionException">None is open.</exception>
    /// <exception cref="CommitFailedException">Another session was first.</exception>
    /// <exception cref="NotPersistableException">Something newly reachable cannot be committed.</exception>
    /// <exception cref="CommitRefusedException">The stone refused.</exception>
    public void Commit(VmThread? thread = null)
    {
        RequireOpen("committed");
        if (_failure is not null)
        {
            throw _failure;
        }

        if (_nested.TryPop(out _))
        {
            return;
        }

        Hooks.Run(TransactionEvent.BeforeCommit, vm, thread);
        IObjectStore store = Store();
        vm.Memory.PromoteSingletons();
        if (vm.Memory.DirtyObjects.Count == 0 && _guarded.Count == 0)
        {
            EndGuards();
            vm.Memory.ViewMoved(store.MoveView());
        }
        else
        {
            CommitWithReplays(thread);
        }

        Replays.Truncate(0);
        Locks.TransactionEnded(isCommitted: true);
        _isOpen = Mode == TransactionMode.AutoBegin;
        Hooks.Run(TransactionEvent.AfterCommit, vm, thread);
    }

    /// <summary>
    /// Gives up what was written: committed objects become as they are in the newest view. The overlay stays. In a nested
    /// transaction, only what was written in it, and the view stays. Outside of any, the view moves.
    /// </summary>
    public void Abort(VmThread? thread = null)
    {
        if (_nested.TryPop(out NestedTransaction? nested))
        {
            vm.Memory.AbortNested(nested);
            Replays.Truncate(nested.OperationCount).ForEach(Indexes.GiveBack);
            Indexes.ExamineAgain();
            return;
        }

        AbortAll(thread);
    }

    /// <summary>
    /// Moves to the newest view and takes what was written along.
    /// </summary>
    /// <exception cref="OutsideOfTransactionException">None is open.</exception>
    /// <exception cref="CommitFailedException">
    /// Another session has changed some of what was written, is guarded or depended on: nothing can be committed before an abort.
    /// </exception>
    /// <exception cref="CommitRefusedException">It is nested: what its abort goes back to belongs to the view it began in.</exception>
    public void Continue(VmThread? thread = null)
    {
        RequireOpen("continued");
        if (_failure is not null)
        {
            throw _failure;
        }

        if (_nested.Count > 0)
        {
            throw new CommitRefusedException("a nested transaction can't be continued: end it first");
        }

        BringIndexesUpToDate(thread);
        MoveWithChanges(thread ?? vm.MainThread);
    }

    /// <summary>Commits; as long as only operations of reduced conflict stand against it, they are done again in the newest view.</summary>
    private void CommitWithReplays(VmThread? thread)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                BringIndexesUpToDate(thread);
                CommitRoots([], thread ?? vm.MainThread);
                return;
            }
            catch (CommitFailedException failure) when (tries < MostReplays && Replays.Count > 0 && IsConfined(failure, Replays.Parts))
            {
                _failure = null;
                if (tries > 2)
                {
                    // Whoever lost several times lets others go first for a while.
                    Thread.Sleep(Random.Shared.Next(Math.Min(tries, 20)));
                }

                MoveWithChanges(thread ?? vm.MainThread);
            }
        }
    }

    private bool IsConfined(CommitFailedException failure, HashSet<HeapObject> parts) =>
        failure.Conflicts.All(conflict => conflict.Object.Ref is { } body && conflict.Kind switch
        {
            ConflictKind.WriteWrite => IsAmong(parts, conflict),
            ConflictKind.WriteDependency => (body.Header & HeaderFlags.Dirty) == 0 && IsForIndexOnly(body.Id),
            _ => false,
        });

    private static bool IsAmong(HashSet<HeapObject> parts, TransactionConflict conflict) =>
        conflict.Kind == ConflictKind.WriteWrite && conflict.Object.Ref is { } body && parts.Contains(body);

    private bool IsForIndexOnly(ulong objectId) => _indexDependencies.Contains(objectId) && !_dependencies.Contains(objectId);

    private void MoveWithChanges(VmThread thread)
    {
        vm.Memory.PromoteSingletons();
        IReadOnlyList<CommitConflict> found = vm.Memory.ViewMovedUnder(Store().MoveView(), _guarded.Union(_dependencies), Replays.Parts);
        if (found.Count > 0)
        {
            throw Fail(found);
        }

        if (Replays.Replay(thread) is { } lost)
        {
            throw Fail([new CommitConflict(ConflictKind.RcWriteWrite, lost.Id, 0)]);
        }

        Indexes.ExamineAgain();
    }

    /// <summary>Changes when transactions begin; what was written is given up.</summary>
    public void SetMode(TransactionMode mode, VmThread? thread = null)
    {
        AbortAll(thread);
        Mode = mode;
        _isOpen = mode == TransactionMode.AutoBegin;
    }

    private void AbortAll(VmThread? thread)
    {
        Hooks.Run(TransactionEvent.BeforeAbort, vm, thread);
        ViewChange change = Store().MoveView();
        _nested.Clear();
        Replays.Truncate(0);
        _failure = null;
        EndGuards();
        vm.Memory.PromoteSingletons();
        vm.Memory.AbortDone(change);
        Locks.TransactionEnded(isCommitted: false);
        Indexes.Ended();
        _isOpen = Mode == TransactionMode.AutoBegin;
        Hooks.Run(TransactionEvent.AfterAbort, vm, thread);
    }

    private void RequireOpen(string what)
    {
        if (!_isOpen)
        {
            throw new OutsideOfTransactionException(Mode == TransactionMode.Transactionless
                ? $"a session without transactions has none that could be {what}"
                : $"no transaction is open that could be {what}");
        }
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

    /// <summary>
    /// As <see cref="DependOn"/>, for what an index says. When another session has changed the object first, the index's operation is done
    /// again.
    /// </summary>
    internal void DependForIndex(HeapObject body) => _indexDependencies.Add(body.Id);

    /// <summary>Begins a transaction in the newest view; one that is open, and all in it, is given up.</summary>
    /// <exception cref="OutsideOfTransactionException">The session is without transactions.</exception>
    public void Begin(VmThread? thread = null)
    {
        if (Mode == TransactionMode.Transactionless)
        {
            throw new OutsideOfTransactionException("a session without transactions can't begin one");
        }

        AbortAll(thread);
        _isOpen = true;
    }

    /// <summary>Begins a transaction in the open one.</summary>
    /// <exception cref="OutsideOfTransactionException">None is open.</exception>
    /// <exception cref="TooManyLevelsException">Too many are.</exception>
    public void BeginNested(VmThread? thread = null)
    {
        RequireOpen("nested in");
        if (Level >= DeepestLevel)
        {
            throw new TooManyLevelsException($"transactions can be nested to {DeepestLevel} levels");
        }

        BringIndexesUpToDate(thread);
        _nested.Push(vm.Memory.BeginNested(Replays));
    }

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
    internal void CommitRoots(ReadOnlySpan<HeapObject> roots, VmThread? thread = null)
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
            if (thread is not null && Indexes.UnbuiltInCommit() is { Count: > 0 } unbuilt)
            {
                closure.Undo();
                closure.Clear();
                Indexes.Build(thread, unbuilt);
                closure.Stage(vm.Memory.DirtyObjects);
            }

            SendGuards(store);
            vm.Memory.PrepareCommit(closure.Made.Count);
            CommitReply reply = store.Commit();
            if (reply.Outcome == CommitOutcome.Committed)
            {
                isCommitted = true;
                EndGuards();
                vm.Memory.CommitDone(closure.Made, closure.WrittenBytes, reply.Change);
                Indexes.Ended();
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

        if (_dependencies.Count + _indexDependencies.Count == 0)
        {
            return;
        }

        ulong[] dependencies = [.. _dependencies.Union(_indexDependencies)];
        if (dependencies.Length > MostDependencies)
        {
            throw new CommitRefusedException($"the commit depends on {dependencies.Length} objects that others may write, and {MostDependencies} is the limit: "
                + "make the index of such a collection with its first commit");
        }

        store.Depend(dependencies);
    }

    private void EndGuards()
    {
        _guarded.Clear();
        _dependencies.Clear();
        _indexDependencies.Clear();
    }

    /// <exception cref="GuestException">A value can't be in its index; nothing is lost.</exception>
    /// <exception cref="CommitRefusedException">The same when no program asked.</exception>
    private void BringIndexesUpToDate(VmThread? thread)
    {
        try
        {
            Indexes.Flush(thread ?? vm.MainThread);
        }
        catch (Exception error) when (thread is null && error is GuestException or UnwindException)
        {
            throw new CommitRefusedException($"an index raised {ObjectDescription.Of(vm.MainThread, Unwinder.Of(vm.MainThread, error).Exception)}");
        }
    }

    /// <summary>Adds the ids of objects that only this transaction knows of: guarded ones, and those that an abort of a nested one refers to again.</summary>
    internal void AddHeldIds(List<ulong> ids)
    {
        ids.AddRange(_guarded);
        ids.AddRange(_dependencies);
        ids.AddRange(_indexDependencies);
        foreach (ObjectImage image in _nested.SelectMany(nested => nested.Images.Values))
        {
            image.AddUnfaulted(ids);
        }
    }

    private CommitFailedException Fail(IReadOnlyList<CommitConflict> found)
    {
        List<TransactionConflict> conflicts = [];
        // Of a node its collection is in the list too: who writes a node writes the head.
        CommitConflict[] told = [.. found.Where(conflict => !vm.Memory.IsNode(conflict.ObjectId))];
        foreach ((CommitConflict conflict, Value body) in told.Zip(LiveObjects([.. told.Select(conflict => conflict.ObjectId)])))
        {
            conflicts.Add(new TransactionConflict(conflict.Kind, body, conflict.OtherSession, conflict.TimeMicroseconds));
        }

        HashSet<HeapObject> parts = Replays.Parts;
        if (conflicts.Exists(conflict => !IsAmong(parts, conflict)))
        {
            // Operations done again would have settled these.
            conflicts.RemoveAll(conflict => IsAmong(parts, conflict));
        }

        return _failure = new CommitFailedException(conflicts, $"commit failed: {conflicts.Count} object(s) were changed or locked by another session first");
    }

    /// <summary>The objects of ids; of one that this view does not have, or no more, its id.</summary>
    public IEnumerable<Value> LiveObjects(IReadOnlyCollection<ulong> objectIds)
    {
        IReadOnlySet<ulong> gone = vm.Memory.GoneOf(objectIds);
        return objectIds.Select(id => gone.Contains(id) ? Value.FromInteger((long)id) : LiveObject(id));
    }

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
