using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>
/// Which objects were written since the indexes were last brought up to date. What is committed is found in the dirty set; what
/// is not, or was written before it came into an index, is watched: its first write is told of. The indexes themselves are
/// objects of the language: <c>Maglev::INDEXES</c> knows which classes have instances in them, and looks at what is due.
/// </summary>
public sealed class IndexUpdates(VirtualMachine vm)
{
    private readonly HashSet<HeapObject> _written = new(ReferenceEqualityComparer.Instance);
    private readonly List<WeakReference<HeapObject>> _unbuilt = [];
    private int _examined;
    private Value _registry = Value.Undefined;

    /// <summary>An index has read the object: from now on its writes are noticed. False for what can't be written.</summary>
    public bool Watch(Value value)
    {
        if (value.Ref is null or ImmediateTag or ClassObject or SymbolObject)
        {
            return false;
        }

        HeapObject body = vm.Fresh(value.Ref);
        if ((body.Header & HeaderFlags.Clean) != 0)
        {
            vm.Transaction.DependForIndex(body);
        }
        else
        {
            body.Header |= HeaderFlags.Watched;
        }

        return true;
    }

    /// <summary>Has an index that nobody else can see yet built when it is committed.</summary>
    public void BuildAtCommit(HeapObject index) => _unbuilt.Add(new WeakReference<HeapObject>(index));

    /// <summary>The objects that indexes must be told of, each once; afterwards nothing is due. Null when there are none.</summary>
    public List<HeapObject>? Take(VmThread thread)
    {
        IReadOnlyList<HeapObject> dirty = vm.Memory.DirtyObjects;
        if (_examined >= dirty.Count && _written.Count == 0)
        {
            return null;
        }

        List<HeapObject> due = [];
        if (IndexedClasses() is { Count: > 0 } classes)
        {
            due.AddRange(dirty.Skip(_examined).Where(body => !_written.Contains(body) && IsAmong(thread, classes, body)));
        }

        due.AddRange(_written);
        _written.Clear();
        _examined = dirty.Count;
        return due.Count > 0 ? due : null;
    }

    /// <summary>What was taken is due still.</summary>
    public void GiveBack(HeapObject body) => _written.Add(body);

    /// <summary>An object is about to become an instance of another class: its indexes are told of writes to instances of that too.</summary>
    public void Follow(VmThread thread, HeapObject body, ClassObject @class)
    {
        if (IndexedClasses() is { Count: > 0 })
        {
            Send(thread, "follow", body, @class);
        }
    }

    /// <summary>A watched object is about to be written.</summary>
    internal void Written(HeapObject body)
    {
        body.Header &= ~HeaderFlags.Watched;
        _written.Add(body);
    }

    /// <summary>Brings the indexes up to date.</summary>
    /// <exception cref="GuestException">A value can't be in its index; everything stays due.</exception>
    internal void Flush(VmThread thread)
    {
        if (Take(thread) is { } due)
        {
            Send(thread, "bring_up_to_date", vm.NewArray([.. due.Select(body => (Value)body)], due.Count));
        }
    }

    /// <summary>The indexes to be built that are among a commit's new objects.</summary>
    internal List<Value> UnbuiltInCommit()
    {
        List<Value> found = [];
        foreach (WeakReference<HeapObject> reference in _unbuilt)
        {
            if (reference.TryGetTarget(out HeapObject? index) && (index.Header & HeaderFlags.New) != 0)
            {
                found.Add(index);
            }
        }

        return found;
    }

    /// <summary>Builds indexes that are about to be committed.</summary>
    internal void Build(VmThread thread, List<Value> indexes) => Send(thread, "build", vm.NewArray([.. indexes], indexes.Count));

    /// <summary>All that is dirty is due again: the indexes, or what they say of it, may be others now.</summary>
    internal void ExamineAgain() => _examined = 0;

    /// <summary>A transaction has ended, and what it wrote is committed or taken back.</summary>
    internal void Ended()
    {
        _examined = 0;
        _written.Clear();
        _unbuilt.RemoveAll(reference => !reference.TryGetTarget(out HeapObject? index) || index.IsCommitted);
    }

    private void Send(VmThread thread, string message, params ReadOnlySpan<Value> arguments)
    {
        if (Registry() is { } registry)
        {
            thread.Send(registry, vm.Symbols.Intern(message), arguments);
        }
    }

    private bool IsAmong(VmThread thread, HashObject classes, HeapObject body) =>
        HashAccess.TryGet(thread, classes, vm.Hierarchy.RealClass(vm.ClassOf(body)), out _);

    private HeapObject? Registry()
    {
        if (_registry.IsUndefined && vm.Constants.TryOwn(vm.Classes.Maglev, vm.Symbols.Intern("INDEXES"), out Value found))
        {
            _registry = found;
        }

        return _registry.IsUndefined ? null : _registry.Ref;
    }

    private HashObject? IndexedClasses() =>
        Registry() is { } registry && SlotAccess.Get(vm, registry, vm.Symbols.Intern("@classes")).Ref is HashObject classes
            ? (HashObject)vm.Fresh(classes) : null;
}
