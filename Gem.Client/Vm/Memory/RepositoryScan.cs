using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Memory;

/// <summary>
/// Questions that only all objects of the view can answer: one pass over the object table each, or a few. Records are looked at
/// where they are; nothing becomes an object of the VM but classes. What has been committed once is found even when nothing
/// refers to it any more, as long as it was not collected.
/// </summary>
public sealed unsafe class RepositoryScan(VirtualMachine vm)
{
    private readonly IObjectStore _store = vm.Memory.Store ?? throw new InvalidOperationException("this VM has no repository");

    private delegate void RecordVisitor(RecordHeader* record);

    /// <summary>
    /// The instances of each of these classes, not of their subclasses, as unfaulted references in the order of their ids; then
    /// those that the next commit would make so.
    /// </summary>
    public List<Value>[] InstancesOf(IReadOnlyList<ClassObject> classes)
    {
        List<Value>[] found = [.. classes.Select(_ => new List<Value>())];
        Dictionary<ClassObject, int> indexOf = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < classes.Count; i++)
        {
            indexOf.TryAdd(classes[i], i);
        }

        HashSet<ulong> written = [.. vm.Memory.DirtyObjects.Select(body => body.Id)];
        Dictionary<ulong, int> indexOfClassId = [];
        Visit(record =>
        {
            if (IsObject(record) && !written.Contains(record->ObjectId) && IndexOf(record->ClassId) is >= 0 and int index)
            {
                found[index].Add(Value.FromUnfaulted(record->ObjectId));
            }
        });
        IReadOnlySet<ulong> gone = vm.Memory.GoneOf(found.SelectMany(instances => instances).Select(IdOf));
        foreach (List<Value> instances in found)
        {
            instances.RemoveAll(instance => gone.Contains(IdOf(instance)));
        }

        foreach (HeapObject body in new LocalObjects(vm).ReachableFrom(vm.Memory.DirtyObjects))
        {
            if (indexOf.TryGetValue(vm.Hierarchy.RealClass(vm.ClassOf(body)), out int index))
            {
                found[index].Add(body);
            }
        }

        for (int i = 0; i < found.Length; i++)
        {
            found[i] = found[indexOf[classes[i]]];
        }

        return found;

        int IndexOf(ulong classId)
        {
            if (!indexOfClassId.TryGetValue(classId, out int index))
            {
                bool isThere = vm.Memory.TryFind(classId, out Value found);
                index = indexOfClassId[classId] = !isThere || found.Ref is not ClassObject @class ? -1 : indexOf.GetValueOrDefault(vm.Hierarchy.RealClass(@class), -1);
            }

            return index;
        }
    }

    /// <summary>
    /// The committed objects that refer to an object, as unfaulted references. Parts that no program sees (nodes of large
    /// collections, tables, variables of blocks) stand for what they are part of.
    /// </summary>
    public List<Value> ReferencesTo(HeapObject body)
    {
        HashSet<ulong> found = [], seen = [];
        HashSet<ulong> wanted = body.IsCommitted || body is SymbolObject { Id: not 0 } ? [body.Id] : [];
        while (wanted.Count > 0)
        {
            HashSet<ulong> parts = [];
            Visit(record =>
            {
                if (record->Format is not (RecordFormat.Layout or RecordFormat.Directory) && RefersToAny(record, wanted))
                {
                    _ = IsPart(record) ? seen.Add(record->ObjectId) && parts.Add(record->ObjectId) : found.Add(record->ObjectId);
                }
            });
            wanted = parts;
        }

        found.ExceptWith(vm.Memory.GoneOf(found));
        return [.. found.Order().Select(Value.FromUnfaulted)];
    }

    /// <summary>The classes that inherit from a class directly, those of other sessions included; not their metaclasses.</summary>
    public List<ClassObject> SubclassesOf(ClassObject superclass)
    {
        HashSet<ulong> wanted = [superclass.Id], ids = [];
        HashSet<ClassObject> candidates = new(vm.Hierarchy.LoadedClasses, ReferenceEqualityComparer.Instance);
        Visit(record =>
        {
            if (record->Format == RecordFormat.Class && superclass.IsCommitted && RefersToAny(record, wanted))
            {
                ids.Add(record->ObjectId);
            }
        });
        ids.ExceptWith(vm.Memory.GoneOf(ids));
        candidates.UnionWith(ids.Select(id => (ClassObject)vm.Memory.Fault(id).Ref!));
        return [.. candidates.Where(candidate => candidate is { IsSingleton: false } && candidate.Superclass == superclass)];
    }

    private static ulong IdOf(Value unfaulted) => (ulong)unfaulted.Bits;

    private void Visit(RecordVisitor visitor)
    {
        ulong objectId = 0;
        for (RecordHeader* record; (record = _store.FindNext(ref objectId)) != null; objectId++)
        {
            visitor(record);
        }
    }

    /// <summary>Whether a record is that of an object that programs see.</summary>
    internal static bool IsObject(RecordHeader* record) =>
        record->Format is not (RecordFormat.Layout or RecordFormat.Directory or RecordFormat.Counters or RecordFormat.ObjectIds or (byte)BodyKind.BigInteger or (byte)BodyKind.Float) && !IsPart(record);

    private static bool IsPart(RecordHeader* record) => (BodyKind)record->Format
        is BodyKind.Node or BodyKind.MethodDictionary or BodyKind.ConstantTable or BodyKind.Environment or BodyKind.CompiledCode;

    private static bool RefersToAny(RecordHeader* record, HashSet<ulong> wanted)
    {
        foreach (Shared.ObjectFormat.Identity.ReferenceWord word in ObjectRecord.References(record))
        {
            if (word.Tag == Shared.ObjectFormat.Identity.ReferenceTag.ObjectId && wanted.Contains(word.ObjectId))
            {
                return true;
            }
        }

        return false;
    }
}
