using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Classes;

/// <summary>
/// Makes the core classes from <see cref="CoreClassTable"/>. Class is its own class here: shapes of the first classes are
/// set once Class, Metaclass and Module exist.
/// </summary>
public static class CoreClassBoot
{
    /// <summary>Fills <see cref="CoreClasses"/>, names the classes in Object or Maglev, binds the immediates.</summary>
    public static void Run(VirtualMachine vm)
    {
        CreateBodies(vm);
        CreateMetaclasses(vm);
        foreach (CoreClassRow row in CoreClassTable.Rows)
        {
            Name(vm, row, vm.Classes[row.Id]);
        }

        BindImmediates(vm);
        ClassObject @object = vm.Classes.Object;
        @object.Includes = [vm.Classes.Kernel];
        vm.Hierarchy.AncestryChanged(@object);
    }

    /// <summary>Makes a class that an older image lacks, under its reserved id, and enters it in Object or Maglev.</summary>
    public static ClassObject Add(VirtualMachine vm, CoreClassRow row)
    {
        SymbolObject name = vm.Symbols.Intern(row.Name);
        ClassFlags flags = row.Flags | ClassFlags.Persistable | ClassFlags.InstancesPersistable;
        ClassObject made = (row.Flags & ClassFlags.Module) != 0
            ? vm.Hierarchy.CreateModule(name, flags)
            : vm.Hierarchy.CreateClass(name, row.SuperclassId == 0 ? null : vm.Classes[row.SuperclassId], row.InstanceKind, flags);
        made.Id = row.Id;
        if (!made.IsModule)
        {
            made.Metaclass!.Id = row.Id + WellKnownObjects.MetaclassOffset;
        }

        vm.Classes[row.Id] = made;
        Name(vm, row, made);
        return made;
    }

    /// <summary>Binds the reserved shape ids to their classes: also the first thing a VM on an image does.</summary>
    public static void BindImmediates(VirtualMachine vm)
    {
        vm.Shapes.Reserve(ShapeIds.Integer, vm.Classes.Integer);
        vm.Shapes.Reserve(ShapeIds.Float, vm.Classes.Float);
        vm.Shapes.Reserve(ShapeIds.Nil, vm.Classes.NilClass);
        vm.Shapes.Reserve(ShapeIds.True, vm.Classes.TrueClass);
        vm.Shapes.Reserve(ShapeIds.False, vm.Classes.FalseClass);
        vm.Shapes.Reserve(ShapeIds.Character, vm.Classes.Character);
        vm.Shapes.Reserve(ShapeIds.Symbol, vm.Classes.Symbol);
        vm.Shapes.Reserve(ShapeIds.Undefined, vm.Classes.NilClass);
    }

    private static void Name(VirtualMachine vm, CoreClassRow row, ClassObject created)
    {
        int scope = row.Name.IndexOf("::", StringComparison.Ordinal);
        if (scope < 0)
        {
            vm.Constants.Define(vm.Classes.Object, created.Name!, created, persistent: true);
        }
        else
        {
            created.LexicalParent = vm.Classes[WellKnownObjects.MaglevClass];
            vm.Constants.Define(created.LexicalParent, vm.Symbols.Intern(row.Name[(scope + 2)..]), created, persistent: true);
        }
    }

    private static void CreateBodies(VirtualMachine vm)
    {
        foreach (CoreClassRow row in CoreClassTable.Rows)
        {
            vm.Classes[row.Id] = new ClassObject
            {
                Id = row.Id,
                Name = vm.Symbols.Intern(row.Name),
                Superclass = row.SuperclassId == 0 ? null : vm.Classes[row.SuperclassId],
                InstanceKind = row.InstanceKind,
                Flags = row.Flags | ClassFlags.Persistable | ClassFlags.InstancesPersistable,
            };
        }
    }

    private static void CreateMetaclasses(VirtualMachine vm)
    {
        foreach (CoreClassRow row in CoreClassTable.Rows)
        {
            ClassObject created = vm.Classes[row.Id];
            vm.Hierarchy.Register(created);
            if (created.IsModule)
            {
                continue;
            }

            ClassObject meta = new()
            {
                Id = row.Id + WellKnownObjects.MetaclassOffset,
                Superclass = created.Superclass?.Metaclass ?? vm.Classes.Class,
                Flags = ClassFlags.Singleton | ClassFlags.Persistable | ClassFlags.InstancesPersistable | (row.Flags & ClassFlags.RubyOnly),
                InstanceKind = BodyKind.Class,
                Attached = created,
            };
            created.Metaclass = meta;
            vm.Hierarchy.Register(meta);
        }

        foreach (CoreClassRow row in CoreClassTable.Rows)
        {
            ClassObject created = vm.Classes[row.Id];
            vm.Hierarchy.SetClass(created, created.Metaclass ?? vm.Classes.Module);
            if (created.Metaclass is not null)
            {
                vm.Hierarchy.SetClass(created.Metaclass, vm.Classes.Metaclass);
            }
        }
    }
}
