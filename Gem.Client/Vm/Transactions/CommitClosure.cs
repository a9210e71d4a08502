using System.Buffers.Binary;
using System.Numerics;
using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Gem.Vm.Values.Chunks;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Transactions;

/// <summary>
/// Writes the records of one commit: the dirty objects and everything newly reachable from them, breadth first, staged in
/// chunks. Symbols get their ids a chunk at a time: their words are patched in before the chunk is staged.
/// Until the commit has succeeded <see cref="Undo"/> makes everything as it was; ids that were given stay.
/// One serves all commits of a VM, so that its stores need not be made anew each time.
/// </summary>
internal sealed class CommitClosure(VirtualMachine vm, IObjectStore store) : RecordWriter
{
    private const int ChunkBytes = 1 << 20;
    private const int FirstChunkBytes = 1 << 12;

    /// <summary>Stores for more than this are not kept for the next commit.</summary>
    private const int MostKept = 4 * ChunkBytes;

    private readonly Dictionary<long, ulong> _boxedIntegers = [];
    private readonly Dictionary<long, ulong> _boxedFloats = [];
    private readonly List<HeapObject?> _reachedFrom = [];
    private readonly List<(int Index, SymbolObject Symbol)> _symbolsOfRecord = [];
    private readonly List<(int Offset, SymbolObject Symbol)> _symbolsOfChunk = [];
    private ReferenceWord[] _references = new ReferenceWord[256];
    private int _referenceCount;
    private byte[] _bytes = new byte[4096];
    private int _byteCount;
    private byte[] _chunk = new byte[FirstChunkBytes];
    private int _chunkLength;
    private HeapObject? _written;

    /// <summary>Objects that get their first record, in the order they were found.</summary>
    public List<HeapObject> Made { get; } = [];

    /// <summary>Bytes of the records that were written.</summary>
    public long WrittenBytes { get; private set; }

    /// <inheritdoc/>
    public override VirtualMachine Vm => vm;

    /// <summary>Makes an object part of the commit though nothing refers to it; it may have a well-known id.</summary>
    public void AddRoot(HeapObject root) => Admit(root);

    /// <summary>Stages all records.</summary>
    /// <exception cref="NotPersistableException">Something newly reachable cannot be committed.</exception>
    public void Stage(IReadOnlyList<HeapObject> dirty)
    {
        try
        {
            for (int i = 0; i < dirty.Count; i++)
            {
                Write(dirty[i]);
            }

            for (int i = 0; i < Made.Count; i++)
            {
                Write(Made[i]);
            }

            Persistability.CheckLocked(vm);
        }
        catch (NotPersistableException refused)
        {
            refused.Path = PathTo(refused.Culprit);
            throw;
        }

        Flush();
    }

    /// <summary>Ready for another commit.</summary>
    public void Clear()
    {
        _boxedIntegers.Clear();
        _boxedFloats.Clear();
        _symbolsOfRecord.Clear();
        _symbolsOfChunk.Clear();
        Empty(_reachedFrom);
        Empty(Made);
        _chunk = _chunk.Length > MostKept ? new byte[FirstChunkBytes] : _chunk;
        _bytes = _bytes.Length > MostKept ? new byte[FirstChunkBytes] : _bytes;
        _references = _references.Length > MostKept / sizeof(ulong) ? new ReferenceWord[256] : _references;
        _referenceCount = _byteCount = _chunkLength = 0;
        _written = null;
        WrittenBytes = 0;
    }

    /// <summary>New objects are transient again, and nothing is staged.</summary>
    public void Undo()
    {
        foreach (HeapObject body in Made)
        {
            body.Header &= ~HeaderFlags.New;
        }

        store.DropStaged();
    }

    /// <inheritdoc/>
    public override void Reference(Value value)
    {
        if (ReferenceCoding.TryEncode(value, out ReferenceWord word))
        {
            Add(word);
        }
        else if (value.Ref is SymbolObject symbol && !ObjectMemory.HasLasting(symbol))
        {
            _symbolsOfRecord.Add((_referenceCount, symbol));
            Add(ReferenceWord.None);
        }
        else
        {
            Add(IsLeftOut(value) ? ReferenceWord.Nil : ReferenceWord.FromObjectId(IdOf(value)));
        }
    }

    /// <inheritdoc/>
    public override void Bytes(ReadOnlySpan<byte> more)
    {
        if (_byteCount + more.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_byteCount + more.Length, _bytes.Length * 2));
        }

        more.CopyTo(_bytes.AsSpan(_byteCount));
        _byteCount += more.Length;
    }

    /// <inheritdoc/>
    public override void Node(ulong nodeId, Chunk node)
    {
        BeginRecord();
        node.Write(this);
        EndRecord(new RecordHeader { ObjectId = nodeId, ClassId = WellKnownObjects.ObjectClass, Format = (byte)BodyKind.Node });
    }

    private static void Empty<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > MostKept / sizeof(ulong))
        {
            list.Capacity = 0;
        }
    }

    private void Add(ReferenceWord word)
    {
        if (_referenceCount == _references.Length)
        {
            Array.Resize(ref _references, _referenceCount * 2);
        }

        _references[_referenceCount++] = word;
    }

    /// <summary>Whether a program has said that references to an object that was never committed are nil in the repository.</summary>
    private bool IsLeftOut(Value value) =>
        value.Ref is { IsCommitted: false } body and not BigIntegerObject && body.ShapeId >= ShapeIds.FirstFree && Persistability.IsLeftOut(vm, body);

    private ulong IdOf(Value value)
    {
        if (value.IsFixnum)
        {
            return IdOfBoxed(_boxedIntegers, value.Bits, WellKnownObjects.IntegerClass, BodyKind.BigInteger, new BigInteger(value.Bits).ToByteArray());
        }

        if (value.IsFloat)
        {
            byte[] image = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(image, value.Bits);
            return IdOfBoxed(_boxedFloats, value.Bits, WellKnownObjects.FloatClass, BodyKind.Float, image);
        }

        HeapObject body = value.Ref!;
        const long Known = HeaderFlags.Clean | HeaderFlags.Dirty | HeaderFlags.New;
        if ((body.Header & Known) == 0 && body is not SymbolObject)
        {
            Admit(body);
        }

        return body.Id;
    }

    private void Admit(HeapObject body)
    {
        if ((body.Header & (HeaderFlags.Clean | HeaderFlags.Dirty | HeaderFlags.New)) != 0)
        {
            return;
        }

        Persistability.Check(vm, body);
        if (body == vm.Transaction.Trapped)
        {
            throw new NotPersistableException(body, "is trapped, and would be committed");
        }

        if (!ObjectMemory.HasLasting(body))
        {
            body.Id = vm.Memory.LeaseId();
        }

        body.Header |= HeaderFlags.New;
        Made.Add(body);
        _reachedFrom.Add(_written);
    }

    /// <summary>From an object that was committed before to one that the object being written refers to.</summary>
    private string PathTo(HeapObject culprit)
    {
        List<HeapObject> objects = [culprit];
        for (HeapObject? from = _written; from is not null;)
        {
            if (from != culprit)
            {
                objects.Add(from);
            }

            int index = Made.IndexOf(from);
            from = index < 0 ? null : _reachedFrom[index];
        }

        objects.Reverse();
        return ReferencePath.Text(vm, objects);
    }

    /// <summary>A number too big for a word, as a value object of its own; one for equal numbers of a commit.</summary>
    private ulong IdOfBoxed(Dictionary<long, ulong> known, long bits, ulong classId, BodyKind kind, byte[] image)
    {
        if (!known.TryGetValue(bits, out ulong id))
        {
            known[bits] = id = vm.Memory.LeaseId();
            Append(new RecordHeader { ObjectId = id, ClassId = classId, Format = (byte)kind, Flags = RecordFlags.Frozen }, [], image);
        }

        return id;
    }

    private void Write(HeapObject body)
    {
        _written = body;
        BeginRecord();
        Shape shape = vm.Shapes[body.ShapeId];
        for (int slot = 0; slot < shape.Names.Length; slot++)
        {
            Reference(Interpreter.SlotAccess.SlotReference(body, shape, slot));
        }

        body.WriteBody(this);
        ClassObject @class = shape.Class;
        while (!@class.IsPartOfRepository)
        {
            @class = @class.Superclass!;
        }

        EndRecord(new RecordHeader
        {
            ObjectId = body.Id,
            ClassId = IdOf(@class),
            LayoutId = vm.Memory.LayoutOf(shape),
            Format = (byte)body.Kind,
            Flags = body.IsFrozen ? RecordFlags.Frozen : RecordFlags.None,
        });
        body.WriteNodes(this);
    }

    private void BeginRecord()
    {
        _referenceCount = _byteCount = 0;
        _symbolsOfRecord.Clear();
    }

    private void EndRecord(RecordHeader header)
    {
        int start = Append(header, _references.AsSpan(0, _referenceCount), _bytes.AsSpan(0, _byteCount));
        foreach ((int index, SymbolObject symbol) in _symbolsOfRecord)
        {
            _symbolsOfChunk.Add((start + RecordHeader.SizeBytes + (index * sizeof(ulong)), symbol));
        }

        if (_chunkLength >= ChunkBytes)
        {
            Flush();
        }
    }

    private int Append(RecordHeader header, ReadOnlySpan<ReferenceWord> words, ReadOnlySpan<byte> content)
    {
        int start = _chunkLength;
        long end = start + ObjectRecord.SizeBytes((uint)words.Length, (uint)content.Length);
        if (end > _chunk.Length)
        {
            Array.Resize(ref _chunk, checked((int)Math.Max(end, _chunk.Length * 2L)));
        }

        _chunkLength += ObjectRecord.Write(_chunk.AsSpan(start), header, words, content);
        return start;
    }

    private void Flush()
    {
        if (_symbolsOfChunk.Count > 0)
        {
            vm.Memory.InternSymbols(_symbolsOfChunk.Select(patch => patch.Symbol));
        }

        foreach ((int offset, SymbolObject symbol) in _symbolsOfChunk)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_chunk.AsSpan(offset), ReferenceWord.FromObjectId(symbol.Id).Bits);
        }

        _symbolsOfChunk.Clear();
        store.Stage(_chunk.AsSpan(0, _chunkLength));
        WrittenBytes += _chunkLength;
        _chunkLength = 0;
    }
}
