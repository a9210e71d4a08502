using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Classes;

/// <summary>
/// The one hierarchy of classes and its two views: environment 0 (Smalltalk) follows superclasses alone and skips
/// modules, singleton classes of plain objects and BasicObject; environment 1 (Ruby) has them all.
/// </summary>
public sealed class Hierarchy(VirtualMachine vm)
{
    private readonly List<WeakReference<ClassObject>> _classes = [];
    private Dictionary<ClassObject, ClassObject>? _nowheres;

    /// <summary>All classes and modules in memory.</summary>
    public IEnumerable<ClassObject> LoadedClasses
    {
        get
        {
            foreach (WeakReference<ClassObject> reference in _classes)
            {
                if (reference.TryGetTarget(out ClassObject? loaded))
                {
                    yield return loaded;
                }
            }
        }
    }

    /// <summary>Lets the VM find a class again when something it inherits changes. Called once for each class in memory.</summary>
    public void Register(ClassObject loaded) => _classes.Add(new WeakReference<ClassObject>(loaded));

    /// <summary>Classes in which a selector is looked up, in order.</summary>
    public ClassObject[] BuildLookupChain(ClassObject start, int environment)
    {
        if (environment == 1 && start == vm.Classes.Metaclass)
        {
            // In Ruby the class of a class's singleton class is that of Class.
            return vm.Classes.Class.Metaclass!.LookupChain(vm, 1);
        }

        List<ClassObject> chain = [];
        for (ClassObject? current = start; current is not null; current = current.Superclass)
        {
            if (environment == 0)
            {
                if ((current.Flags & (ClassFlags.Module | ClassFlags.RubyOnly)) == 0 && !IsObjectSingleton(current))
                {
                    chain.Add(current);
                }

                continue;
            }

            if ((current.Flags & ClassFlags.SmalltalkOnly) == 0)
            {
                AddWithModules(chain, current, RubySuperclass(current));
            }
        }

        return [.. chain];
    }

    /// <summary>Fixed instance variables of a class and its superclasses, superclasses first.</summary>
    public SymbolObject[] AllFixedInstanceVariables(ClassObject start)
    {
        List<SymbolObject> names = [];
        for (ClassObject? current = start; current is not null; current = current.Superclass)
        {
            names.InsertRange(0, current.FixedInstanceVariables);
        }

        return [.. names];
    }

    /// <summary>Superclass as Ruby sees it: classes of Smalltalk alone are skipped.</summary>
    public static ClassObject? RubySuperclass(ClassObject start)
    {
        ClassObject? current = start.Superclass;
        while (current is not null && (current.Flags & ClassFlags.SmalltalkOnly) != 0)
        {
            current = current.Superclass;
        }

        return current;
    }

    /// <summary>True when a value of class <paramref name="start"/> is a kind of <paramref name="wanted"/> (as Ruby sees it).</summary>
    public bool IsKindOf(ClassObject start, ClassObject wanted)
    {
        if (!wanted.IsModule)
        {
            ClassObject? first = start == vm.Classes.Metaclass && wanted != start ? vm.Classes.Class.Metaclass : start;
            for (ClassObject? current = first; current is not null; current = current.Superclass)
            {
                if (current == wanted)
                {
                    return true;
                }
            }

            return false;
        }

        return Array.IndexOf(start.LookupChain(vm, 1), wanted) >= 0;
    }

    /// <summary>Class of a value, singleton classes skipped: what Object#class answers.</summary>
    public ClassObject RealClass(ClassObject start)
    {
        ClassObject current = start;
        while (current.IsSingleton)
        {
            current = current.Superclass!;
        }

        return current;
    }

    /// <summary>
    /// A new class with its metaclass. <paramref name="name"/> may be null; it is not entered anywhere: that is the caller's.
    /// </summary>
    public ClassObject CreateClass(SymbolObject? name, ClassObject? superclass, BodyKind instanceKind, ClassFlags flags)
    {
        ClassObject created = new()
        {
            Name = name,
            Superclass = superclass,
            InstanceKind = instanceKind,
            Flags = flags,
        };
        ClassObject meta = new()
        {
            Superclass = superclass?.Metaclass ?? vm.Classes.Class,
            Flags = ClassFlags.Singleton | (flags & (ClassFlags.Persistable | ClassFlags.RubyOnly | ClassFlags.SmalltalkOnly)) | ClassFlags.InstancesPersistable,
            InstanceKind = BodyKind.Class,
            Attached = created,
        };
        created.Metaclass = meta;
        SetClass(created, meta);
        SetClass(meta, vm.Classes.Metaclass);
        Register(created);
        Register(meta);
        if (superclass is not null)
        {
            created.NoteInstanceSize(superclass.InstanceSizeSeen);
        }

        return created;
    }

    /// <summary>A new module; its singleton class is made when first needed.</summary>
    public ClassObject CreateModule(SymbolObject? name, ClassFlags flags)
    {
        ClassObject created = new() { Name = name, Flags = flags | ClassFlags.Module };
        SetClass(created, vm.Classes.Module);
        Register(created);
        return created;
    }

    /// <summary>The singleton class of an object, made if there is none. Immediates other than nil, true and false have none: null.</summary>
    public ClassObject? SingletonClass(Value value)
    {
        if (value.Ref is null or SymbolObject or BigIntegerObject || value.IsFloat || value.Ref == Tags.Character)
        {
            return null;
        }

        ClassObject current = vm.ClassOf(value);
        if (value.Ref is ImmediateTag || (current.IsSingleton && Value.Same(current.Attached, value)))
        {
            return current;
        }

        ClassObject created = new()
        {
            Superclass = current,
            Flags = ClassFlags.Singleton | ClassFlags.Persistable | ClassFlags.InstancesPersistable,
            InstanceKind = current.InstanceKind,
            Attached = value,
        };
        SetClass(created, RealClass(current).Metaclass ?? vm.Classes.Class);
        Register(created);
        if (value.Ref.IsFrozen && value.Ref is not SymbolObject)
        {
            created.Header |= HeaderFlags.Frozen;
        }

        if (value.Ref is ClassObject attached)
        {
            attached.Metaclass = created;
        }

        SetClass(value.Ref!, created);
        vm.Memory.NoteSingleton(value.Ref!, created);
        if (value.Ref is ClassObject { IsSingleton: true } meta)
        {
            BecomeMetaOfMeta(created, meta, isOfClass: current == vm.Classes.Metaclass);
        }

        return created;
    }

    /// <summary>
    /// The singleton class as a program asks for it: that of a class has one of its own when the superclass's has, so that it
    /// inherits what is defined there.
    /// </summary>
    public ClassObject? AskedSingletonClass(Value value)
    {
        ClassObject? singleton = SingletonClass(value);
        if (singleton is { Metaclass: null, Superclass: { IsSingleton: true, Metaclass: not null } } && value.Ref is ClassObject)
        {
            SingletonClass(singleton);
        }

        return singleton;
    }

    /// <summary>
    /// Where def would define under instance_eval of a number or symbol, which have no singleton class: nothing can be defined
    /// there, but constants are found as in the class.
    /// </summary>
    public ClassObject NowhereIn(ClassObject @class)
    {
        _nowheres ??= [];
        if (!_nowheres.TryGetValue(@class, out ClassObject? nowhere))
        {
            nowhere = CreateClass(null, @class, @class.InstanceKind, ClassFlags.Singleton);
            _nowheres.Add(@class, nowhere);
        }

        return nowhere;
    }

    /// <summary>Whether a class is one of those.</summary>
    public bool IsNowhere(ClassObject @class) => _nowheres is not null && _nowheres.ContainsValue(@class);

    /// <summary>Gives an object another class and keeps its instance variables.</summary>
    public void SetClass(HeapObject body, ClassObject @class)
    {
        SymbolObject[] names = body.ShapeId >= Shapes.ShapeIds.FirstFree ? vm.Shapes[body.ShapeId].Names : [];
        int inline = body is PlainObject && body.ShapeId >= Shapes.ShapeIds.FirstFree ? vm.Shapes[body.ShapeId].InlineCapacity : 0;
        Shapes.Shape shape = names.Length == 0 && inline == 0 && body is not PlainObject
            ? @class.RootShape(vm)
            : vm.Shapes.Create(@class, names, inline);
        body.SetShape(shape.Id);
    }

    /// <summary>Says which variables all new instances of a class have from the beginning; those of its superclasses come before.</summary>
    public void SetFixedInstanceVariables(ClassObject @class, SymbolObject[] names)
    {
        vm.WillWrite(@class);
        @class.FixedInstanceVariables = names;
        foreach (ClassObject loaded in LoadedClasses)
        {
            if (IsKindOf(loaded, @class))
            {
                loaded.ForgetRootShape();
            }
        }
    }

    /// <summary>Has a class inherit from another one, and its metaclass from that one's.</summary>
    public void SetSuperclass(ClassObject @class, ClassObject superclass)
    {
        vm.WillWrite(@class);
        @class.Superclass = superclass;
        if (@class.Metaclass is { } meta)
        {
            vm.WillWrite(meta);
            meta.Superclass = superclass.Metaclass ?? vm.Classes.Class;
        }

        @class.ForgetRootShape();
        AncestryChanged(@class);
    }

    /// <summary>Drops lookup chains and method caches of everything that inherits from a changed module.</summary>
    public void AncestryChanged(ClassObject changed)
    {
        foreach (ClassObject loaded in LoadedClasses)
        {
            loaded.ForgetDerived();
        }

        vm.Invalidation.AllSendCaches();
        vm.Invalidation.AllConstantCaches();
    }

    private static bool IsObjectSingleton(ClassObject candidate) =>
        candidate.IsSingleton && candidate.Attached.Ref is not ClassObject { IsModule: false };

    /// <summary>
    /// Places the singleton class of a singleton class: below that of its superclass, which is made if there is none. The row
    /// of metaclasses of metaclasses ends at the metaclass of Class, as in MRI.
    /// </summary>
    private void BecomeMetaOfMeta(ClassObject created, ClassObject meta, bool isOfClass)
    {
        created.Superclass = meta.Superclass is { IsSingleton: true } outer ? SingletonClass(outer)! : meta.Superclass?.Metaclass ?? vm.Classes.Class;
        ClassObject metaOfClass = vm.Classes.Class.Metaclass!;
        SetClass(created, isOfClass && meta != metaOfClass ? SingletonClass(metaOfClass)! : vm.Classes.Metaclass);
    }

    private void AddWithModules(List<ClassObject> chain, ClassObject current, ClassObject? superclass)
    {
        ClassObject[] inherited = superclass is null ? [] : superclass.LookupChain(vm, 1);
        AddModules(chain, Prepended(current), inherited);
        chain.Add(current);
        AddModules(chain, Included(current), inherited);
    }

    private void AddModules(List<ClassObject> chain, IEnumerable<ClassObject> modules, ClassObject[] inherited)
    {
        foreach (ClassObject module in modules)
        {
            foreach (ClassObject part in module.LookupChain(vm, 1))
            {
                if (!chain.Contains(part) && Array.IndexOf(inherited, part) < 0)
                {
                    chain.Add(part);
                }
            }
        }
    }

    private static IEnumerable<ClassObject> Included(ClassObject current)
    {
        if (current.Overlay is not null)
        {
            for (int i = current.Overlay.Includes.Count - 1; i >= 0; i--)
            {
                yield return current.Overlay.Includes[i];
            }
        }

        for (int i = current.Includes.Length - 1; i >= 0; i--)
        {
            yield return current.Includes[i];
        }
    }

    private static IEnumerable<ClassObject> Prepended(ClassObject current)
    {
        if (current.Overlay is not null)
        {
            for (int i = current.Overlay.Prepends.Count - 1; i >= 0; i--)
            {
                yield return current.Overlay.Prepends[i];
            }
        }

        for (int i = current.Prepends.Length - 1; i >= 0; i--)
        {
            yield return current.Prepends[i];
        }
    }
}
