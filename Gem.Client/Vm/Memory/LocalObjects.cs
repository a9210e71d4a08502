using Gem.Vm.Interpreter;
using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Memory;

/// <summary>
/// Objects as this VM has them in memory, and what they refer to there. Nothing is faulted, but that large collections which this
/// transaction has written are looked at whole; clean ones in chunks are passed over.
/// </summary>
internal sealed partial class LocalObjects(VirtualMachine vm) : RecordWriter
{
    private readonly List<HeapObject> _references = [];

    /// <inheritdoc/>
    public override VirtualMachine Vm => vm;

    /// <inheritdoc/>
    public override bool TakesWhole => true;

    /// <inheritdoc/>
    public override void Node(ulong nodeId, Chunk node) => throw new InvalidOperationException("collections are looked at whole");

    /// <inheritdoc/>
    public override void Reference(Value value)
    {
        if (value.Ref is not (null or ImmediateTag or SymbolObject or BigIntegerObject))
        {
            _references.Add(value.Ref);
        }
    }

    /// <inheritdoc/>
    public override void Bytes(ReadOnlySpan<byte> bytes)
    {
    }

    /// <summary>These objects, and those reachable from them that were never committed.</summary>
    public List<HeapObject> ReachableFrom(IEnumerable<HeapObject> roots)
    {
        List<HeapObject> reached = [.. roots];
        HashSet<HeapObject> seen = new(reached, ReferenceEqualityComparer.Instance);
        for (int i = 0; i < reached.Count; i++)
        {
            foreach (HeapObject body in ReferencesOf(reached[i]))
            {
                if (!body.IsCommitted && seen.Add(body))
                {
                    reached.Add(body);
                }
            }
        }

        return reached;
    }

    /// <summary>
    /// The objects in memory that refer to one, as far as they are found from what is loaded of the repository, from globals and
    /// from what classes of this VM hold. Parts that no program sees stand for what they are part of.
    /// </summary>
    public List<HeapObject> ReferencesTo(HeapObject wanted)
    {
        List<HeapObject> reached = Roots();
        HashSet<HeapObject> seen = new(reached, ReferenceEqualityComparer.Instance);
        Dictionary<HeapObject, HeapObject> wholes = new(ReferenceEqualityComparer.Instance);
        HashSet<HeapObject> found = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < reached.Count; i++)
        {
            HeapObject body = reached[i];
            HeapObject whole = wholes.GetValueOrDefault(body, body);
            foreach (HeapObject referred in ReferencesOf(body))
            {
                if (referred == wanted && !IsPart(whole))
                {
                    found.Add(whole);
                }

                if (IsPart(referred))
                {
                    wholes.TryAdd(referred, whole);
                }

                if (seen.Add(referred))
                {
                    reached.Add(referred);
                }
            }
        }

        return [.. found];
    }

    /// <summary>Whether no program sees an object.</summary>
    public static bool IsPart(HeapObject body) =>
        body.Kind is BodyKind.MethodDictionary or BodyKind.ConstantTable or BodyKind.Environment or BodyKind.CompiledCode;

    /// <summary>Parts come in through what they are part of.</summary>
    private List<HeapObject> Roots()
    {
        List<HeapObject> roots = [.. vm.Memory.LoadedObjects.Where(body => !IsPart(body)), .. vm.Hierarchy.LoadedClasses];
        roots.AddRange(vm.Globals.Values.Select(value => value.Ref!).Where(body => body is not (null or ImmediateTag)));
        return [.. roots.Distinct()];
    }

    private List<HeapObject> ReferencesOf(HeapObject body)
    {
        _references.Clear();
        bool isClean = (body.Header & HeaderFlags.Clean) != 0;
        if (body.ShapeId == ShapeIds.Stale || (isClean && body is ChunkedObject { IsInChunks: true }))
        {
            return _references;
        }

        if (body.ShapeId >= ShapeIds.FirstFree)
        {
            Shape shape = vm.Shapes[body.ShapeId];
            Object(shape.Class.IsSingleton ? shape.Class : null);
            for (int slot = 0; slot < shape.Names.Length; slot++)
            {
                Reference(SlotAccess.SlotReference(body, shape, slot));
            }
        }

        if (body.Kind is not (BodyKind.External or BodyKind.None or BodyKind.Symbol))
        {
            body.WriteBody(this);
        }

        if (body is ClassObject { Overlay: { } overlay })
        {
            AddValues(overlay.Constants.Entries);
            AddValues(overlay.ClassVariables.Entries);
            AddValues(overlay.InstanceVariables);
        }

        return _references;
    }

    private void AddValues(SymbolMap<Value> entries)
    {
        foreach ((SymbolObject _, Value value) in entries)
        {
            Reference(value);
        }
    }
}
