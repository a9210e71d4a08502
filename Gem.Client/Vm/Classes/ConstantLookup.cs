using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Classes;

/// <summary>Finds and defines constants and class variables: overlay before table, as for methods.</summary>
public sealed class ConstantLookup(VirtualMachine vm)
{
    /// <summary>A module's own constant; false when it has none. An autoload that has not fired answers Undefined.</summary>
    public bool TryOwn(ClassObject module, SymbolObject name, out Value value)
    {
        if (module.Overlay is not null && module.Overlay.Constants.Entries.TryGetValue(name, out value))
        {
            return true;
        }

        if (module.Constants is { } table)
        {
            ref Value slot = ref table.Entries.Find(name);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref slot))
            {
                value = vm.Load(ref slot);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>A constant of a module or its ancestors; Object's own are left out for a module that is asked by name.</summary>
    public bool TryInherited(ClassObject module, SymbolObject name, bool excludesObject, out Value value)
    {
        value = default;
        return OwnerOf(module, name, excludesObject) is { } owner && TryOwn(owner, name, out value);
    }

    /// <summary>The module that has the constant which <see cref="TryInherited"/> finds; null when there is none.</summary>
    public ClassObject? OwnerOf(ClassObject module, SymbolObject name, bool excludesObject)
    {
        foreach (ClassObject candidate in module.LookupChain(vm, 1))
        {
            bool isLeftOut = excludesObject && candidate == vm.Classes.Object && module != candidate;
            if (!isLeftOut && TryOwn(candidate, name, out _))
            {
                return candidate;
            }
        }

        return module.IsModule && !excludesObject ? OwnerOf(vm.Classes.Object, name, false) : null;
    }

    /// <summary>Whether a module's own constant can't be read through the module's name.</summary>
    public static bool IsPrivate(ClassObject owner, SymbolObject name) =>
        owner.Overlay?.Constants.Private.Contains(name) == true || owner.Constants?.Private.Contains(name) == true;

    /// <summary>A constant as code sees it: the modules around it, then the ancestors of the innermost one, then Object.</summary>
    public bool TryLexical(LexicalScope? scope, SymbolObject name, out Value value)
    {
        value = default;
        return LexicalOwner(scope, name) is { } owner && TryOwn(owner, name, out value);
    }

    /// <summary>The module that has the constant which <see cref="TryLexical"/> finds; null when there is none.</summary>
    public ClassObject? LexicalOwner(LexicalScope? scope, SymbolObject name)
    {
        for (LexicalScope? current = scope; current is not null; current = current.Parent)
        {
            if (current.Module is not null && TryOwn(current.Module, name, out _))
            {
                return current.Module;
            }
        }

        return OwnerOf(scope?.Module ?? vm.Classes.Object, name, false) ?? OwnerOf(vm.Classes.Object, name, false);
    }

    /// <summary>Sets a constant; a class or module without a name gets it.</summary>
    public void Define(ClassObject module, SymbolObject name, Value value, bool persistent, ConstantLocation? location = null)
    {
        if (value.Ref is ClassObject { Name: null, IsSingleton: false } anonymous)
        {
            NameAnonymous(module, name, anonymous);
        }

        ConstantTable table = persistent ? PersistentConstants(module) : OverlayOf(module).Constants;
        if (persistent)
        {
            module.Overlay?.Constants.Entries.Remove(name);
        }

        table.Entries[name] = value;
        table.Autoloads.Remove(name);
        table.Makers.Remove(name);
        table.Locations.Remove(name);
        if (location is { } place)
        {
            table.Locations[name] = place;
        }

        vm.Invalidation.Constant(name);
    }

    /// <summary>Sets a constant that each VM makes for itself, by a block, when it is first used.</summary>
    public void DefineMaker(ClassObject module, SymbolObject name, Value maker, bool persistent, ConstantLocation? location)
    {
        module.Overlay?.Constants.Entries.Remove(name);
        Define(module, name, Value.Undefined, persistent, location);
        (persistent ? module.Constants! : module.Overlay!.Constants).Makers[name] = maker;
    }

    /// <summary>The block that makes a module's own constant, nil when none does.</summary>
    public Value MakerOf(ClassObject module, SymbolObject name)
    {
        foreach (ConstantTable? table in new[] { module.Overlay?.Constants, module.Constants })
        {
            if (table is not null && table.Makers.TryGetValue(name, out Value maker))
            {
                return vm.Load(ref maker);
            }
        }

        return Value.Nil;
    }

    /// <summary>The own constant of a module that holds a class or module; null when none does.</summary>
    public SymbolObject? NameOf(ClassObject module, ClassObject held) =>
        OwnNames(module).FirstOrDefault(name => TryOwn(module, name, out Value value) && value.Ref == held);

    /// <summary>Where a constant was set; null for one of the kernel.</summary>
    public static ConstantLocation? LocationOf(ClassObject module, SymbolObject name) =>
        module.Overlay?.Constants.Locations.GetValueOrDefault(name) ?? module.Constants?.Locations.GetValueOrDefault(name);

    /// <summary>
    /// Names a class or module after the constant that holds it, and what its own constants hold. In one that is anonymous it
    /// stays so: it is shown by both, and gets its name with the other.
    /// </summary>
    private void NameAnonymous(ClassObject module, SymbolObject name, ClassObject anonymous)
    {
        if (IsWithin(module, anonymous))
        {
            return;
        }

        vm.Memory.BeforeWrite(anonymous);
        anonymous.LexicalParent = module;
        if (module != vm.Classes.Object && module.Name is null)
        {
            return;
        }

        anonymous.Name = module == vm.Classes.Object ? name : vm.Symbols.Intern($"{module.Name!.Text}::{name.Text}");
        foreach (SymbolObject inner in OwnNames(anonymous).ToArray())
        {
            if (TryOwn(anonymous, inner, out Value held) && held.Ref is ClassObject { Name: null, IsSingleton: false } part && part.LexicalParent == anonymous)
            {
                NameAnonymous(anonymous, inner, part);
            }
        }
    }

    /// <summary>True when a module gets its name from another, or is it.</summary>
    private static bool IsWithin(ClassObject module, ClassObject outer)
    {
        for (ClassObject? current = module; current is { Name: null } || current == outer; current = current!.LexicalParent)
        {
            if (current == outer)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes a module's own constant; false when there was none.</summary>
    public bool Remove(ClassObject module, SymbolObject name)
    {
        bool removed = module.Overlay?.Constants.Entries.Remove(name) == true;
        if (!removed && module.Constants is { } table && table.Entries.ContainsKey(name))
        {
            vm.Memory.BeforeWrite(table);
            removed = table.Entries.Remove(name);
        }

        vm.Invalidation.Constant(name);
        return removed;
    }

    /// <summary>Names of a module's own constants.</summary>
    public static IEnumerable<SymbolObject> OwnNames(ClassObject module)
    {
        IEnumerable<SymbolObject> names = module.Constants?.Entries.Keys ?? Enumerable.Empty<SymbolObject>();
        return module.Overlay is null ? names : names.Union(module.Overlay.Constants.Entries.Keys);
    }

    /// <summary>The module in whose tables a class variable stands, as seen from a module; null when there is none.</summary>
    public ClassObject? ClassVariableOwner(ClassObject start, SymbolObject name)
    {
        ClassObject seenFrom = start.IsSingleton && start.Attached.Ref is ClassObject attached ? attached : start;
        ClassObject? owner = null;
        foreach (ClassObject candidate in seenFrom.LookupChain(vm, 1))
        {
            if (candidate.Overlay?.ClassVariables.Entries.ContainsKey(name) == true || candidate.ClassVariables?.Entries.ContainsKey(name) == true)
            {
                owner = owner is null ? candidate
                    : throw vm.Error(vm.Classes.RuntimeError, $"class variable {name.Text} of {owner} is overtaken by {candidate}");
            }
        }

        return owner;
    }

    /// <summary>Value of a class variable that <see cref="ClassVariableOwner"/> found.</summary>
    public Value GetClassVariable(ClassObject owner, SymbolObject name)
    {
        if (owner.Overlay is not null && owner.Overlay.ClassVariables.Entries.TryGetValue(name, out Value value))
        {
            return value;
        }

        return vm.Load(ref owner.ClassVariables!.Entries.Find(name));
    }

    /// <summary>Sets a class variable: where it stands already, else on the module.</summary>
    public void SetClassVariable(ClassObject owner, SymbolObject name, Value value, bool persistent)
    {
        if (persistent)
        {
            owner.Overlay?.ClassVariables.Entries.Remove(name);
            PersistentClassVariables(owner).Entries[name] = value;
        }
        else
        {
            OverlayOf(owner).ClassVariables.Entries[name] = value;
        }
    }

    /// <summary>The persistent constants of a module, made if there are none, ready to be written.</summary>
    public ConstantTable PersistentConstants(ClassObject module) => ForWriting(module, ref module.Constants);

    private ConstantTable PersistentClassVariables(ClassObject module) => ForWriting(module, ref module.ClassVariables);

    private ConstantTable ForWriting(ClassObject module, ref ConstantTable? table)
    {
        if (table is null)
        {
            vm.Memory.BeforeWrite(module);
            table = new ConstantTable();
            table.SetShape(vm.Classes.ConstantTable.RootShape(vm).Id);
        }

        vm.Memory.BeforeWrite(table);
        return table;
    }

    private ClassOverlay OverlayOf(ClassObject module)
    {
        vm.Memory.Pin(module);
        return module.OverlayForWriting();
    }
}
