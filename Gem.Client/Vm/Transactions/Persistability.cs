using Gem.Vm.Memory;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>Who may enter the closure of a commit (maglev.md, What becomes persistent).</summary>
internal static class Persistability
{
    /// <summary>Refuses an object that must not be committed, by name.</summary>
    public static void Check(VirtualMachine vm, HeapObject body)
    {
        if (body.Kind is BodyKind.None or BodyKind.External or BodyKind.Layout)
        {
            throw new NotPersistableException(body);
        }

        GiveClass(vm, body);
        if (body is ClassObject opened)
        {
            CheckClass(opened, opened);
            return;
        }

        ClassObject @class = vm.Hierarchy.RealClass(vm.Shapes[body.ShapeId].Class);
        if ((@class.Flags & ClassFlags.InstancesPersistable) == 0)
        {
            throw new NotPersistableException(body, $"is an instance of {@class}, whose instances are not persistable");
        }

        CheckClass(body, @class);
    }

    /// <summary>Refuses what a commit would take along for the first time while a thread holds it as a lock.</summary>
    public static void CheckLocked(VirtualMachine vm)
    {
        if (vm.Threads.Locked.FirstOrDefault(static body => (body.Header & HeaderFlags.New) != 0) is { } held)
        {
            throw new NotPersistableException(held, "is locked by a thread of this VM, which can't be committed");
        }
    }

    /// <summary>Whether an object that is not committed, or its class, has nil references.</summary>
    public static bool IsLeftOut(VirtualMachine vm, HeapObject body)
    {
        ClassObject @class = body as ClassObject ?? vm.Hierarchy.RealClass(vm.Shapes[body.ShapeId].Class);
        return (@class.Flags & (ClassFlags.NilReferences | ClassFlags.Persistable)) == ClassFlags.NilReferences;
    }

    private static void CheckClass(HeapObject culprit, ClassObject @class)
    {
        for (ClassObject? ancestor = @class; ancestor is not null && !ancestor.IsCommitted; ancestor = ancestor.Superclass)
        {
            CheckFlag(culprit, ancestor);
            foreach (ClassObject module in ancestor.Includes)
            {
                CheckFlag(culprit, module);
            }

            foreach (ClassObject module in ancestor.Prepends)
            {
                CheckFlag(culprit, module);
            }
        }
    }

    private static void CheckFlag(HeapObject culprit, ClassObject ancestor)
    {
        if ((ancestor.Flags & ClassFlags.Persistable) == 0)
        {
            string kind = ancestor.IsModule ? "module" : "class";
            throw new NotPersistableException(
                culprit, culprit == ancestor ? $"is a {kind} that is not persistable" : $"needs the {kind} {ancestor}, which is not persistable");
        }
    }

    /// <summary>Codes and environments are made without a class where speed matters; their record needs one.</summary>
    private static void GiveClass(VirtualMachine vm, HeapObject body)
    {
        if (body.ShapeId != ShapeIds.None)
        {
            return;
        }

        ClassObject? @class = body.Kind switch
        {
            BodyKind.CompiledCode => vm.Classes.CompiledMethod,
            BodyKind.Environment => vm.Classes.Environment,
            BodyKind.MethodDictionary => vm.Classes.MethodDictionary,
            BodyKind.ConstantTable => vm.Classes.ConstantTable,
            _ => throw new NotPersistableException(body, "has no class"),
        };
        body.SetShape(@class.RootShape(vm).Id);
    }
}
