using Gem.Vm.Classes;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>Makes classes and modules persistable after they were made (Module#maglev_persistable).</summary>
public static class Persistable
{
    /// <summary>True when a module may be committed.</summary>
    public static bool Is(ClassObject module) => (module.Flags & ClassFlags.Persistable) != 0;

    /// <summary>
    /// Stages what only this VM defines over a class or module for the next commit: its name in its namespace, constants,
    /// class variables, instance variables of the class itself; with <paramref name="methods"/> its methods and mixed-in
    /// modules too, of these only those that <paramref name="takesModule"/> accepts; the others stay this VM's own.
    /// </summary>
    /// <returns>False when the namespace around it is not persistable; then nothing has changed.</returns>
    public static bool Stage(VirtualMachine vm, ClassObject module, bool methods, Func<ClassObject, bool>? takesModule = null)
    {
        ClassObject parent = module.LexicalParent ?? vm.Classes.Object;
        if (!Is(parent))
        {
            return false;
        }

        AddFlags(vm, module, ClassFlags.Persistable | ClassFlags.InstancesPersistable);
        if (module.Metaclass is { } meta)
        {
            AddFlags(vm, meta, ClassFlags.Persistable | ClassFlags.InstancesPersistable);
        }

        StageName(vm, parent, module);
        StageTables(vm, module);
        if (module.Metaclass is not null)
        {
            StageTables(vm, module.Metaclass);
        }

        if (methods)
        {
            StageMethods(vm, module, takesModule);
            if (module.Metaclass is not null)
            {
                StageMethods(vm, module.Metaclass, takesModule);
            }
        }

        return true;
    }

    /// <summary>Allows or forbids that instances of a class are committed.</summary>
    public static void SetInstances(VirtualMachine vm, ClassObject @class, bool persistable)
    {
        vm.WillWrite(@class);
        @class.Flags = persistable ? @class.Flags | ClassFlags.InstancesPersistable : @class.Flags & ~ClassFlags.InstancesPersistable;
    }

    private static void AddFlags(VirtualMachine vm, ClassObject module, ClassFlags flags)
    {
        if ((module.Flags & flags) != flags)
        {
            vm.WillWrite(module);
            module.Flags |= flags;
        }
    }

    private static void StageName(VirtualMachine vm, ClassObject parent, ClassObject module)
    {
        if (parent.Overlay is not { } overlay)
        {
            return;
        }

        foreach ((SymbolObject name, Value value) in overlay.Constants.Entries)
        {
            if (value.Ref == module)
            {
                vm.Constants.Define(parent, name, value, persistent: true);
            }
        }
    }

    private static void StageTables(VirtualMachine vm, ClassObject module)
    {
        if (module.Overlay is not { } overlay)
        {
            return;
        }

        foreach ((SymbolObject name, Value value) in overlay.Constants.Entries)
        {
            bool isHidden = overlay.Constants.Private.Remove(name);
            overlay.Constants.Autoloads.Remove(name, out string? autoload);
            overlay.Constants.Makers.Remove(name, out Value maker);
            vm.Constants.Define(module, name, value, persistent: true);
            if (autoload is not null)
            {
                module.Constants!.Autoloads[name] = autoload;
            }
            else if (value.IsUndefined)
            {
                module.Constants!.Makers[name] = maker;
            }

            if (isHidden)
            {
                module.Constants!.Private.Add(name);
            }
        }

        foreach ((SymbolObject name, Value value) in overlay.ClassVariables.Entries)
        {
            vm.Constants.SetClassVariable(module, name, value, persistent: true);
        }

        if (overlay.InstanceVariables.Count > 0)
        {
            if (module.InstanceVariables is null)
            {
                vm.WillWrite(module);
                module.InstanceVariables = vm.Adopt(new ConstantTable(), vm.Classes.ConstantTable);
            }

            vm.WillWrite(module.InstanceVariables);
            foreach ((SymbolObject name, Value value) in overlay.InstanceVariables)
            {
                module.InstanceVariables.Entries[name] = value;
            }

            overlay.InstanceVariables.Clear();
        }
    }

    private static void StageMethods(VirtualMachine vm, ClassObject module, Func<ClassObject, bool>? takesModule)
    {
        if (module.Overlay is not { } overlay)
        {
            return;
        }

        for (int environment = 0; environment < 2; environment++)
        {
            foreach ((SymbolObject selector, MethodEntry entry) in overlay.Methods[environment]?.Entries.ToArray() ?? [])
            {
                if (entry.IsMasked)
                {
                    vm.Methods.Remove(module, selector, environment, persistent: true);
                }
                else
                {
                    vm.Methods.Define(module, selector, entry.IsUndefined ? null : entry.Code(vm), entry.Visibility, environment, persistent: true);
                }
            }
        }

        Func<ClassObject, bool> takes = takesModule ?? (_ => true);
        ClassObject[] includes = [.. overlay.Includes.Where(takes)];
        ClassObject[] prepends = [.. overlay.Prepends.Where(takes)];
        if (includes.Length + prepends.Length > 0)
        {
            vm.WillWrite(module);
            module.Includes = [.. module.Includes, .. includes];
            module.Prepends = [.. module.Prepends, .. prepends];
            overlay.Includes.RemoveAll(includes.Contains);
            overlay.Prepends.RemoveAll(prepends.Contains);
            vm.Hierarchy.AncestryChanged(module);
        }
    }
}
