using Gem.Vm.Memory;
using Gem.Vm.Shapes;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Values;

/// <summary>
/// A class, module, singleton class or metaclass. What is persistent stands in the fields below and in objects of their
/// own (method dictionaries, tables); what only this VM defines stands in <see cref="Overlay"/>; what is derived
/// (lookup chain, method cache) is dropped whenever the hierarchy changes.
/// </summary>
public sealed class ClassObject : HeapObject
{
    /// <summary>Full name (<c>A::B</c>), null while anonymous.</summary>
    public SymbolObject? Name;

    /// <summary>Superclass as written; modules are not in this chain. Null for BasicObject and modules.</summary>
    public ClassObject? Superclass;

    /// <summary>Kinds and rights.</summary>
    public ClassFlags Flags;

    /// <summary>Body of its instances.</summary>
    public BodyKind InstanceKind = BodyKind.Plain;

    /// <summary>The object whose singleton class this is, or the class that this refines; Undefined otherwise.</summary>
    public Value Attached = Value.Undefined;

    /// <summary>Module in which it was defined, for its name and Module#nesting; null at top level.</summary>
    public ClassObject? LexicalParent;

    /// <summary>Instance variables that Smalltalk's definition names, own ones only.</summary>
    public SymbolObject[] FixedInstanceVariables = [];

    /// <summary>Persistent methods, by environment (0 Smalltalk, 1 Ruby); null while there are none.</summary>
    public readonly MethodDictionary?[] Methods = new MethodDictionary?[2];

    /// <summary>Persistent constants.</summary>
    public ConstantTable? Constants;

    /// <summary>Persistent class variables.</summary>
    public ConstantTable? ClassVariables;

    /// <summary>Persistent instance variables of the class itself.</summary>
    public ConstantTable? InstanceVariables;

    /// <summary>Persistently included modules, in order of inclusion.</summary>
    public ClassObject[] Includes = [];

    /// <summary>Persistently prepended modules, in order of prepending.</summary>
    public ClassObject[] Prepends = [];

    /// <summary>What this VM alone defines; null while nothing.</summary>
    public ClassOverlay? Overlay;

    /// <summary>Class of this class: its metaclass once there is one.</summary>
    public ClassObject? Metaclass;

    private ClassObject[]?[] _lookupChains = new ClassObject[]?[2];
    private Shape? _rootShape;
    private int _instanceVariablesSeen;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Class;

    /// <summary>True for a module.</summary>
    public bool IsModule => (Flags & ClassFlags.Module) != 0;

    /// <summary>True for a refinement, which is a module too.</summary>
    public bool IsRefinement => (Flags & ClassFlags.Refinement) != 0;

    /// <summary>True for a singleton class or metaclass.</summary>
    public bool IsSingleton => (Flags & ClassFlags.Singleton) != 0;

    /// <summary>
    /// False for a singleton class that only this VM knows: one of an object other than a class, without anything
    /// persistent in it. Records leave it out.
    /// </summary>
    public bool IsPartOfRepository =>
        !IsSingleton || Id is not 0 and < WellKnownObjects.FirstLeased || (Header & (HeaderFlags.Clean | HeaderFlags.Dirty | HeaderFlags.New)) != 0
        || Attached.Ref is ClassObject { IsModule: false, IsSingleton: false }
        || Methods[0] is not null || Methods[1] is not null || Constants is not null || ClassVariables is not null
        || InstanceVariables is not null || Includes.Length > 0 || Prepends.Length > 0;

    /// <summary>Cached lookups by environment; dropped with the chain.</summary>
    internal SymbolMap<MethodEntry?>?[] MethodCaches { get; } = new SymbolMap<MethodEntry?>?[2];

    /// <summary>The overlay, made when first needed.</summary>
    public ClassOverlay OverlayForWriting() => Overlay ??= new ClassOverlay(this);

    /// <summary>
    /// The shape of a new instance. Grows its inline capacity with what instances turned out to hold; older instances
    /// keep theirs.
    /// </summary>
    public Shape RootShape(VirtualMachine vm)
    {
        int capacity = InstanceKind == BodyKind.Plain ? PlainObject.CapacityFor(_instanceVariablesSeen) : 0;
        if (_rootShape is null || _rootShape.InlineCapacity < capacity)
        {
            SymbolObject[] names = vm.Hierarchy.AllFixedInstanceVariables(this);
            if (InstanceKind == BodyKind.Plain)
            {
                capacity = Math.Max(capacity, PlainObject.CapacityFor(names.Length));
            }

            // Variables beyond the inline slots are added when first set: a new body has no overflow array.
            names = names.Length > capacity ? names[..capacity] : names;

            _rootShape = vm.Shapes.Create(this, names, capacity);
        }

        return _rootShape;
    }

    /// <summary>Most instance variables an instance has come to hold.</summary>
    public int InstanceSizeSeen => _instanceVariablesSeen;

    /// <summary>Tells the class how many variables an instance has come to hold.</summary>
    public void NoteInstanceSize(int variableCount) => _instanceVariablesSeen = Math.Max(_instanceVariablesSeen, variableCount);

    /// <summary>Classes in which a selector is looked up, in order, for an environment.</summary>
    public ClassObject[] LookupChain(VirtualMachine vm, int environment) =>
        _lookupChains[environment] ??= vm.Hierarchy.BuildLookupChain(this, environment);

    /// <summary>Drops what was derived from the hierarchy.</summary>
    internal void ForgetDerived()
    {
        _lookupChains = new ClassObject[]?[2];
        MethodCaches[0] = MethodCaches[1] = null;
    }

    /// <summary>Drops the shape of new instances (the fixed instance variables changed).</summary>
    internal void ForgetRootShape() => _rootShape = null;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Object(Name);
        writer.Object(Superclass);
        writer.Reference(Attached);
        writer.Object(LexicalParent);
        writer.Object(Methods[0]);
        writer.Object(Methods[1]);
        writer.Object(Constants);
        writer.Object(ClassVariables);
        writer.Object(InstanceVariables);
        writer.Object(Metaclass is { IsPartOfRepository: true } ? Metaclass : null);
        foreach (HeapObject item in (HeapObject[])[.. FixedInstanceVariables, .. Includes, .. Prepends])
        {
            writer.Object(item);
        }

        writer.Int32((int)Flags);
        writer.Byte((byte)InstanceKind);
        writer.Int32(FixedInstanceVariables.Length);
        writer.Int32(Includes.Length);
        writer.Int32(Prepends.Length);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Flags = (ClassFlags)reader.Int32();
        InstanceKind = (BodyKind)reader.Byte();
        Name = (SymbolObject?)reader.Object();
        Superclass = (ClassObject?)reader.Object();
        Attached = reader.Slot();
        LexicalParent = (ClassObject?)reader.Object();
        ObjectMemory memory = reader.Vm.Memory;
        Methods[0] = reader.Hollow(() => new MethodDictionary(this, memory));
        Methods[1] = reader.Hollow(() => new MethodDictionary(this, memory));
        Constants = reader.Hollow(() => new ConstantTable(memory));
        ClassVariables = reader.Hollow(() => new ConstantTable(memory));
        InstanceVariables = reader.Hollow(() => new ConstantTable(memory));
        Metaclass = (ClassObject?)reader.Object();
        FixedInstanceVariables = ReadAll<SymbolObject>(ref reader);
        Includes = ReadAll<ClassObject>(ref reader);
        Prepends = ReadAll<ClassObject>(ref reader);
    }

    private static T[] ReadAll<T>(ref RecordReader reader)
        where T : HeapObject
    {
        T[] items = new T[reader.Int32()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = (T)reader.Object()!;
        }

        return items;
    }

    /// <inheritdoc/>
    public override string ToString() => Name?.Text ?? "#<Class>";
}
