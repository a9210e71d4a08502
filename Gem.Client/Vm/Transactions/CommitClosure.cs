using System.Buffers.Binary;
using System.Numerics;
using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Transactions;

/// <summary>
/// Writes the records of one commit: the dirty objects and everything newly reachable from them, breadth first, staged in
/// chunks. Symbols get their ids a chunk at a time: their words are patched in before the chunk is staged.
/// Until the commit has succeeded <see cref="Undo"/> makes everything as it was; ids that were given stay.
/// </summary>
internal sealed class CommitClosure(VirtualMachine vm, IObjectStore store) : RecordWriter
{
    private const int ChunkBytes = 1 << 20;
    private const int FirstChunkBytes = 1 << 12;

    private readonly Dictionary<long, ulong> boxedIntegers = [];
    private readonly Dictionary<long, ulong> boxedFloats = [];
    private readonly List<(int Index, SymbolObject Symbol)> symbolsOfRecord = [];
    private readonly List<(int Offset, SymbolObject Symbol)> symbolsOfChunk = [];
    private ReferenceWord[] references = new ReferenceWord[256];
    private int referenceCount;
    private byte[] bytes = new byte[4096];
    private int byteCount;
    private byte[] chunk = new byte[FirstChunkBytes];
    private int chunkLength;

    /// <summary>Objects that get their first record, in the order they were found.</summary>
    public List<HeapObject> Made { get; } = [];

    /// <summary>Makes an object part of the commit though nothing refers to it; it may have a well-known id.</summary>
    public void AddRoot(HeapObject root) => Admit(root);

    /// <summary>Stages all records.</summary>
    /// <exception cref="NotPersistableException">Something newly reachable cannot be committed.</exception>
    public void Stage(IReadOnlyList<HeapObject> dirty)
    {
        for (int i = 0; i < dirty.Count; i++)
        {
            Write(dirty[i]);
        }

        for (int i = 0; i < Made.Count; i++)
        {
            Write(Made[i]);
        }

        Flush();
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
            symbolsOfRecord.Add((referenceCount, symbol));
            Add(ReferenceWord.None);
        }
        else
        {
            Add(ReferenceWord.FromObjectId(IdOf(value)));
        }
    }

    /// <inheritdoc/>
    public override void Bytes(ReadOnlySpan<byte> more)
    {
        if (byteCount + more.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(byteCount + more.Length, bytes.Length * 2));
        }

        more.CopyTo(bytes.AsSpan(byteCount));
        byteCount += more.Length;
    }

    private void Add(ReferenceWord word)
    {
        if (referenceCount == references.Length)
        {
            Array.Resize(ref references, referenceCount * 2);
        }

        references[referenceCount++] = word;
    }

    private ulong IdOf(Value value)
    {
        if (value.IsFixnum)
        {
            return IdOfBoxed(boxedIntegers, value.Bits, WellKnownObjects.IntegerClass, BodyKind.BigInteger, new BigInteger(value.Bits).ToByteArray());
        }

        if (value.IsFloat)
        {
            byte[] image = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(image, value.Bits);
            return IdOfBoxed(boxedFloats, value.Bits, WellKnownObjects.FloatClass, BodyKind.Float, image);
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
        if (!ObjectMemory.HasLasting(body))
        {
            body.Id = vm.Memory.LeaseId();
        }

        body.Header |= HeaderFlags.New;
        Made.Add(body);
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
        referenceCount = byteCount = 0;
        symbolsOfRecord.Clear();
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

        RecordHeader header = new()
        {
            ObjectId = body.Id,
            ClassId = IdOf(@class),
            LayoutId = vm.Memory.LayoutOf(shape),
            Format = (byte)body.Kind,
            Flags = body.IsFrozen ? RecordFlags.Frozen : RecordFlags.None,
        };
        int start = Append(header, references.AsSpan(0, referenceCount), bytes.AsSpan(0, byteCount));
        foreach ((int index, SymbolObject symbol) in symbolsOfRecord)
        {
            symbolsOfChunk.Add((start + RecordHeader.SizeBytes + (index * sizeof(ulong)), symbol));
        }

        if (chunkLength >= ChunkBytes)
        {
            Flush();
        }
    }

    private int Append(RecordHeader header, ReadOnlySpan<ReferenceWord> words, ReadOnlySpan<byte> content)
    {
        int start = chunkLength;
        long end = start + ObjectRecord.SizeBytes((uint)words.Length, (uint)content.Length);
        if (end > chunk.Length)
        {
            Array.Resize(ref chunk, checked((int)Math.Max(end, chunk.Length * 2L)));
        }

        chunkLength += ObjectRecord.Write(chunk.AsSpan(start), header, words, content);
        return start;
    }

    private void Flush()
    {
        vm.Memory.InternSymbols(symbolsOfChunk.ConvertAll(patch => patch.Symbol));
        foreach ((int offset, SymbolObject symbol) in symbolsOfChunk)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(offset), ReferenceWord.FromObjectId(symbol.Id).Bits);
        }

        symbolsOfChunk.Clear();
        store.Stage(chunk.AsSpan(0, chunkLength));
        chunkLength = 0;
    }
}
