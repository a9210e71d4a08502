using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Gem.Vm.Session;
using Gem.Vm.Shapes;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Gem.Vm.Values.Chunks;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Memory;

/// <summary>
/// The VM's side of the object memory: identity of faulted objects, faulting, the write barrier's slow path, the dirty
/// set. Clean objects are held weakly; dirty ones, and those with an overlay, strongly. Without a store (a bare VM) object
/// ids are the VM's own and nothing is ever faulted.
/// </summary>
public sealed unsafe partial class ObjectMemory(VirtualMachine vm)
{
    /// <summary>Ids from here on were given by a VM without a store and mean nothing elsewhere.</summary>
    internal const ulong FirstTransientId = 1UL << 40;

    private const int LargestLease = 1 << 14;

    private readonly IdentityMap _identity = new();
    private readonly List<HeapObject> _dirty = [];
    private readonly HashSet<HeapObject> _pinned = new(ReferenceEqualityComparer.Instance);
    private IObjectStore? _store;
    private ulong _lastTransientId = FirstTransientId;
    private ulong _nextLeasedId;
    private ulong _endOfLease;
    private int _leaseSize = 64;

    /// <summary>The session's store, null in a bare VM.</summary>
    public IObjectStore? Store => _store;

    /// <summary>How many clean chunks of large collections stay in memory.</summary>
    public int ChunksKept
    {
        get => KeptChunks.Limit;
        set => KeptChunks.Limit = value;
    }

    /// <summary>Which ones they are.</summary>
    internal KeptChunks KeptChunks { get; } = new();

    /// <summary>Objects that this transaction has written, in the order of their first write.</summary>
    internal IReadOnlyList<HeapObject> DirtyObjects => _dirty;

    /// <summary>The repository's objects that are in memory now.</summary>
    internal List<HeapObject> LoadedObjects => _identity.Loaded();

    /// <summary>The objects in memory that are found to refer to one; nothing is faulted.</summary>
    public List<HeapObject> LocalReferencesTo(HeapObject body) => new LocalObjects(vm).ReferencesTo(body);

    /// <summary>Connects the VM to a repository; only before anything is in memory that has an id.</summary>
    public void Attach(IObjectStore repository)
    {
        _store = repository;
        vm.HashSeed = repository.HashSeed;
    }

    /// <summary>The object with an id if it is in memory.</summary>
    internal bool TryGetLoaded(ulong objectId, [NotNullWhen(true)] out HeapObject? body) => _identity.TryGet(objectId, out body);

    /// <summary>
    /// The object with an id, loaded if need be; a boxed number as the number.
    /// </summary>
    /// <exception cref="ImageException">The view has no such object, or it cannot be read.</exception>
    public Value Fault(ulong objectId)
    {
        if (_identity.TryGet(objectId, out HeapObject? loaded))
        {
            return loaded;
        }

        UnfaultIfDue();
        RecordHeader* record = Record(objectId);
        NoteLoaded(record);
        return (BodyKind)record->Format switch
        {
            BodyKind.Plain => LoadPlain(record),
            BodyKind.Symbol => LoadSymbol(record),
            BodyKind.Class => LoadClass(record),
            BodyKind.BigInteger => LoadInteger(record),
            BodyKind.Float => Value.FromFloat(BitConverter.ToDouble(ObjectRecord.Bytes(record))),
            _ => LoadBody(record),
        };
    }

    /// <summary>The object of the view with an id that a program kept as a number; false when there is none that it may see.</summary>
    public bool TryFind(ulong objectId, out Value found)
    {
        RecordHeader* record = objectId == 0 || _store is null ? null : _store.Find(objectId);
        bool isObject = record != null && RepositoryScan.IsObject(record) && GoneOf([objectId]).Count == 0;
        found = isObject ? Fault(objectId) : default;
        return isObject;
    }

    /// <summary>Reads a stale object again, keeping its identity.</summary>
    public void Reload(HeapObject body)
    {
        if (_restored is not null && _restored.TryGetValue(body, out ObjectImage? image))
        {
            image.Restore();
        }
        else
        {
            ReloadFromRecord(body);
        }

        if (body is ClassObject @class && _transientSingletons.TryGetValue(body, out ClassObject? singleton))
        {
            @class.Metaclass = singleton;
        }
    }

    private void ReloadFromRecord(HeapObject body)
    {
        RecordHeader* record = Record(body.Id);
        if (record->Format != (byte)body.Kind)
        {
            throw new ImageException($"object #{body.Id} has changed its kind from {body.Kind} to {(BodyKind)record->Format}");
        }

        Shape shape = ShapeForReload(body, record);
        body.Header = (uint)shape.Id | FlagsOf(record);
        Fill(body, shape, record);
    }

    /// <summary>Reads a hidden node of a large collection. It gets no identity: its collection keeps it.</summary>
    internal void ReadNode(ulong nodeId, Chunk node)
    {
        UnfaultIfDue();
        RecordHeader* record = Record(nodeId);
        if (record->Format != (byte)BodyKind.Node)
        {
            throw new ImageException($"object #{nodeId} is {(BodyKind)record->Format}, but a large collection refers to it as a node");
        }

        NoteLoaded(record);
        RecordReader reader = new(vm, new ReadOnlySpan<ulong>(record + 1, (int)record->ReferenceCount), ObjectRecord.Bytes(record));
        node.Read(ref reader);
    }

    /// <summary>True when the id is that of a hidden node of a large collection.</summary>
    internal bool IsNode(ulong objectId)
    {
        RecordHeader* record = _store is null ? null : _store.Find(objectId);
        return record != null && record->Format == (byte)BodyKind.Node;
    }

    /// <summary>
    /// The slow half of the write barrier: raises FrozenError for a frozen object, enters a clean one into the dirty set,
    /// reloads a stale one. Call before every mutation of an object whose header has a <see cref="HeaderFlags.NotWritable"/> bit.
    /// </summary>
    public void BeforeWrite(HeapObject body)
    {
        if (body.ShapeId == ShapeIds.Stale)
        {
            Reload(body);
        }

        if ((body.Header & HeaderFlags.Frozen) != 0)
        {
            throw vm.FrozenError(body);
        }

        if ((body.Header & HeaderFlags.Chilled) != 0)
        {
            vm.TellOfChilled(body);
        }

        if ((body.Header & HeaderFlags.Watched) != 0)
        {
            vm.Transaction.Indexes.Written(body);
        }

        if ((body.Header & HeaderFlags.Clean) != 0)
        {
            Enter(body);
        }
    }

    /// <summary>The object id, leased when first asked for; it stays through commit and in every VM.</summary>
    public ulong IdOf(HeapObject body)
    {
        if (body.Id != 0)
        {
            return body.Id;
        }

        if (_store is null)
        {
            return body.Id = ++_lastTransientId;
        }

        return body is SymbolObject symbol ? IdOfSymbol(symbol) : body.Id = LeaseId();
    }

    /// <summary>Keeps an object in memory although it is clean: it has an overlay, a finalizer or a monitor.</summary>
    public void Pin(HeapObject body) => _pinned.Add(body);

    /// <summary>A fresh object id.</summary>
    internal ulong LeaseId()
    {
        if (_nextLeasedId == _endOfLease)
        {
            _nextLeasedId = _store!.LeaseObjectIds(_leaseSize);
            _endOfLease = _nextLeasedId + (ulong)_leaseSize;
            _leaseSize = Math.Min(LargestLease, _leaseSize * 2);
        }

        return _nextLeasedId++;
    }

    /// <summary>Enters a clean object into the dirty set; when there is no memory for it, it is clean still.</summary>
    private void Enter(HeapObject body)
    {
        _dirty.Add(body);
        body.Header = (body.Header & ~HeaderFlags.Clean) | HeaderFlags.Dirty;
    }

    private RecordHeader* Record(ulong objectId)
    {
        if (_store is null)
        {
            throw new ImageException($"object #{objectId} was asked for, but this VM has no repository");
        }

        RecordHeader* record = _store.Find(objectId);
        return record != null ? record : throw new ObjectGoneException(objectId);
    }

    private static long FlagsOf(RecordHeader* record) =>
        (record->Flags & RecordFlags.Frozen) != 0 ? HeaderFlags.Clean | HeaderFlags.Frozen : HeaderFlags.Clean;

    private Value LoadPlain(RecordHeader* record)
    {
        if (!TryGetShape(record, out Shape shape, out HeapObject? loaded))
        {
            return loaded;
        }

        PlainObject body = PlainObject.Create(shape.InlineCapacity);
        body.Id = record->ObjectId;
        body.Header = (uint)shape.Id | FlagsOf(record);
        _identity.Add(body);
        FillVariables(body, shape, (ulong*)(record + 1));
        return body;
    }

    private Value LoadBody(RecordHeader* record)
    {
        if (!TryGetShape(record, out Shape shape, out HeapObject? loaded))
        {
            return loaded;
        }

        HeapObject body = BodyFactory.Create((BodyKind)record->Format);
        body.Id = record->ObjectId;
        body.Header = (uint)shape.Id | FlagsOf(record);
        _identity.Add(body);
        try
        {
            Fill(body, shape, record);
        }
        catch
        {
            _identity.Remove(body.Id);
            throw;
        }

        return body;
    }

    private Value LoadInteger(RecordHeader* record)
    {
        BigInteger integer = new(ObjectRecord.Bytes(record));
        if (integer >= long.MinValue && integer <= long.MaxValue)
        {
            return Value.FromInteger((long)integer);
        }

        BigIntegerObject body = vm.Adopt(new BigIntegerObject(integer), vm.Classes.Integer);
        body.Id = record->ObjectId;
        body.Header |= HeaderFlags.Clean;
        _identity.Add(body);
        return body;
    }

    private void Fill(HeapObject body, Shape shape, RecordHeader* record)
    {
        int variables = shape.Names.Length;
        ulong* references = (ulong*)(record + 1);
        FillVariables(body, shape, references);
        RecordReader reader = new(
            vm, new ReadOnlySpan<ulong>(references + variables, (int)record->ReferenceCount - variables), ObjectRecord.Bytes(record));
        body.ReadBody(ref reader);
    }

    private static void FillVariables(HeapObject body, Shape shape, ulong* references)
    {
        int count = shape.Names.Length;
        int inline = Math.Min(count, shape.InlineCapacity);
        if (inline > 0)
        {
            ref Value slot = ref PlainObject.InlineSlot(body, 0);
            for (int i = 0; i < inline; i++)
            {
                Unsafe.Add(ref slot, i) = ReferenceCoding.Decode(references[i]);
            }
        }

        body.Overflow = null;
        if (count > inline)
        {
            Value[] overflow = body.Overflow = new Value[count - inline];
            ReferenceCoding.Decode(new ReadOnlySpan<ulong>(references + inline, overflow.Length), overflow);
        }
    }
}
