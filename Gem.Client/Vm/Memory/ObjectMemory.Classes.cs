using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Memory;

/// <summary>
/// Classes: one is loaded with its superclasses, metaclasses and modules (they refer to each other in circles, so shapes
/// come last); its method dictionaries and tables stay hollow until somebody looks into them.
/// </summary>
public sealed unsafe partial class ObjectMemory
{
    private readonly List<UnshapedClass> _unshaped = [];
    private readonly Dictionary<HeapObject, ClassObject> _transientSingletons = new(ReferenceEqualityComparer.Instance);
    private int _loadingClasses;

    /// <summary>
    /// Tells that an object got a singleton class. On a committed object the class is this VM's own until something
    /// persistent is defined in it: it does not make the object dirty, and stays over commit and abort.
    /// </summary>
    internal void NoteSingleton(HeapObject body, ClassObject singleton)
    {
        if (body.IsCommitted)
        {
            _transientSingletons[body] = singleton;
        }
    }

    /// <summary>Objects whose transient singleton class has come to hold something persistent become dirty: they will name it.</summary>
    internal void PromoteSingletons()
    {
        if (_transientSingletons.Count == 0)
        {
            return;
        }

        List<HeapObject> promoted = [];
        foreach ((HeapObject body, ClassObject singleton) in _transientSingletons)
        {
            if (singleton.IsPartOfRepository)
            {
                promoted.Add(body);
            }
        }

        foreach (HeapObject body in promoted)
        {
            MarkDirty(body);
            _transientSingletons.Remove(body);
        }
    }

    /// <summary>A method dictionary or table that is read when somebody looks into it; null for id 0.</summary>
    internal T? Hollow<T>(ulong objectId, Func<T> maker)
        where T : HeapObject
    {
        if (objectId == 0)
        {
            return null;
        }

        if (_identity.TryGet(objectId, out HeapObject? loaded))
        {
            return (T)loaded;
        }

        T body = maker();
        body.Id = objectId;
        body.Header = (uint)ShapeIds.Stale | HeaderFlags.Clean;
        _identity.Add(body);
        return body;
    }

    private ClassObject LoadClass(RecordHeader* record)
    {
        ClassObject loaded = new() { Id = record->ObjectId, Header = FlagsOf(record) };
        _identity.Add(loaded);
        _unshaped.Add(new UnshapedClass(loaded, record->ClassId, record->LayoutId));
        ulong* references = (ulong*)(record + 1);
        int variables = NamesOf(record->LayoutId).Length;
        _loadingClasses++;
        try
        {
            RecordReader reader = new(
                vm, new ReadOnlySpan<ulong>(references + variables, (int)record->ReferenceCount - variables), ObjectRecord.Bytes(record));
            loaded.ReadBody(ref reader);
            if (_loadingClasses == 1)
            {
                ShapeClasses();
            }
        }
        catch
        {
            foreach (UnshapedClass incomplete in _unshaped)
            {
                _identity.Remove(incomplete.Class.Id);
            }

            _unshaped.Clear();
            throw;
        }
        finally
        {
            _loadingClasses--;
        }

        return loaded;
    }

    private void ShapeClasses()
    {
        // The classes of classes come in here too; the list grows while it is walked.
        for (int i = 0; i < _unshaped.Count; i++)
        {
            Fault(_unshaped[i].ClassId);
        }

        UnshapedClass[] complete = [.. _unshaped];
        _unshaped.Clear();
        foreach (UnshapedClass loaded in complete)
        {
            loaded.Class.SetShape(ShapeFor(loaded.ClassId, loaded.LayoutId, -1).Id);
            vm.Hierarchy.Register(loaded.Class);
        }

        _loadingClasses--;
        foreach (UnshapedClass loaded in complete)
        {
            vm.Load(ref loaded.Class.Attached);
        }

        _loadingClasses++;
    }

    private void MarkDirty(HeapObject body)
    {
        if (body.ShapeId == ShapeIds.Stale)
        {
            Reload(body);
        }

        if ((body.Header & HeaderFlags.Clean) != 0)
        {
            Enter(body);
        }
    }

    /// <summary>A class that is read, while its class and layout may not be.</summary>
    private sealed record UnshapedClass(ClassObject Class, ulong ClassId, ulong LayoutId);
}
