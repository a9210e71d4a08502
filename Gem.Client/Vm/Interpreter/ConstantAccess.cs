using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Constant and class-variable instructions: the path behind the caches.</summary>
internal static class ConstantAccess
{
    /// <summary>A constant found lexically; autoloads fire, const_missing is asked last.</summary>
    public static Value Get(VmThread thread, CompiledCode code, ConstantCache cache)
    {
        VirtualMachine vm = thread.Vm;
        LexicalScope? scope = code.Root.Scope;
        if (!vm.Constants.TryLexical(scope, cache.Name, out Value value))
        {
            return Missing(thread, scope?.Module ?? vm.Classes.Object, cache.Name);
        }

        return Fill(thread, cache, scope, value, () => vm.Constants.TryLexical(scope, cache.Name, out Value loaded) ? loaded : Value.Undefined);
    }

    /// <summary>A constant of a module that the program names.</summary>
    public static Value GetScoped(VmThread thread, Value target, ConstantCache cache)
    {
        VirtualMachine vm = thread.Vm;
        if (target.Ref is not ClassObject module)
        {
            throw thread.Error(vm.Classes.TypeError, $"{thread.InspectText(target)} is not a class/module");
        }

        if (vm.Constants.OwnerOf(module, cache.Name, module != vm.Classes.Object) is not { } owner
            || !vm.Constants.TryOwn(owner, cache.Name, out Value value))
        {
            return Missing(thread, module, cache.Name);
        }

        if (ConstantLookup.IsPrivate(owner, cache.Name))
        {
            return AsksMissing(thread, module) ? Missing(thread, module, cache.Name) : throw PrivateReferenced(thread, owner, cache.Name);
        }

        return Fill(thread, cache, module, value, () => vm.Constants.TryInherited(module, cache.Name, false, out Value loaded) ? loaded : Value.Undefined);
    }

    /// <summary>Sets a constant; warns when it was set already.</summary>
    public static void Set(VmThread thread, Value target, SymbolObject name, Value value)
    {
        VirtualMachine vm = thread.Vm;
        if (target.Ref is not ClassObject module)
        {
            throw thread.Error(vm.Classes.TypeError, $"{thread.InspectText(target)} is not a class/module");
        }

        if (Definitions.RequirePlace(thread, module).IsFrozen)
        {
            throw vm.FrozenError(module);
        }

        if (vm.Constants.TryOwn(module, name, out Value old) && !old.IsUndefined)
        {
            string full = module == vm.Classes.Object ? name.Text : $"{module}::{name.Text}";
            thread.Warn($"already initialized constant {full}");
        }

        vm.Constants.Define(module, name, value, Definitions.ArePersistent(thread, module), LocationOf(thread));
    }

    /// <summary>Where the program stands, for a constant it sets; null in the kernel.</summary>
    public static ConstantLocation? LocationOf(VmThread thread)
    {
        BacktraceEntry[] place = Backtraces.Capture(thread, 0, 1);
        return place.Length == 0 || place[0].IsKernel ? null : new ConstantLocation(place[0].File, place[0].Line);
    }

    /// <summary>Value of a class variable as the running code sees it.</summary>
    public static Value GetClassVariable(VmThread thread, CompiledCode code, SymbolObject name)
    {
        RequireModule(thread, code);
        ClassObject seenFrom = ClassVariableScope(thread, code);
        ClassObject? owner = thread.Vm.Constants.ClassVariableOwner(seenFrom, name);
        return owner is not null ? thread.Vm.Constants.GetClassVariable(owner, name)
            : throw DispatchFailures.NameError(thread, thread.Vm.Classes.NameError, $"uninitialized class variable {name.Text} in {seenFrom}", name, seenFrom);
    }

    /// <summary>Sets a class variable as the running code sees it.</summary>
    public static void SetClassVariable(VmThread thread, CompiledCode code, SymbolObject name, Value value)
    {
        RequireModule(thread, code);
        ClassObject seenFrom = ClassVariableScope(thread, code);
        ClassObject owner = thread.Vm.Constants.ClassVariableOwner(seenFrom, name) ?? seenFrom;
        if (owner.IsFrozen)
        {
            throw thread.Vm.FrozenError(owner);
        }

        thread.Vm.Constants.SetClassVariable(owner, name, value, Definitions.ArePersistent(thread, owner));
    }

    /// <summary>The module whose class variables code sees: the innermost one around it that is not a singleton class.</summary>
    public static ClassObject ClassVariableScope(VmThread thread, CompiledCode code)
    {
        for (LexicalScope? scope = code.Root.Scope; scope is not null; scope = scope.Parent)
        {
            if (scope.Module is { IsSingleton: false } module)
            {
                return module;
            }
        }

        return thread.Vm.Classes.Object;
    }

    private static void RequireModule(VmThread thread, CompiledCode code)
    {
        LexicalScope? scope = code.Root.Scope;
        while (scope?.Module is null or { IsSingleton: true } && scope is not null)
        {
            scope = scope.Parent;
        }

        if (scope is null)
        {
            throw thread.Error(thread.Vm.Classes.RuntimeError, "class variable access from toplevel");
        }
    }

    /// <summary>Asks const_missing, which by default raises NameError.</summary>
    public static Value Missing(VmThread thread, ClassObject module, SymbolObject name)
    {
        VirtualMachine vm = thread.Vm;
        if (vm.Methods.Find(vm.ClassOf(module), vm.Selectors.ConstMissing, 1) is not null)
        {
            return thread.Send(module, vm.Selectors.ConstMissing, name);
        }

        throw Uninitialized(thread, module, name);
    }

    /// <summary>The NameError for a private constant that is read through its module's name.</summary>
    public static GuestException PrivateReferenced(VmThread thread, ClassObject owner, SymbolObject name) =>
        DispatchFailures.NameError(thread, thread.Vm.Classes.NameError, $"private constant {owner}::{name.Text} referenced", name, owner);

    /// <summary>Whether the program has a const_missing of its own for the module.</summary>
    private static bool AsksMissing(VmThread thread, ClassObject module) =>
        thread.Vm.Methods.Find(thread.Vm.ClassOf(module), thread.Vm.Selectors.ConstMissing, 1) is { } entry && entry.Owner != thread.Vm.Classes.Module;

    /// <summary>The NameError for a constant that is not there.</summary>
    public static GuestException Uninitialized(VmThread thread, ClassObject module, SymbolObject name)
    {
        Value shown = thread.Send(module, thread.Vm.Symbols.Intern("name"));
        string full = module == thread.Vm.Classes.Object ? name.Text
            : $"{(shown.Ref is StringObject text ? text.ToString() : thread.InspectText(module))}::{name.Text}";
        return DispatchFailures.NameError(thread, thread.Vm.Classes.NameError, $"uninitialized constant {full}", name, module);
    }

    private static Value Fill(VmThread thread, ConstantCache cache, object? scope, Value value, Func<Value> again)
    {
        if (value.IsUndefined)
        {
            Autoloads.Fire(thread, cache.Name, scope is ClassObject module
                ? thread.Vm.Constants.OwnerOf(module, cache.Name, module != thread.Vm.Classes.Object)
                : thread.Vm.Constants.LexicalOwner(scope as LexicalScope, cache.Name));
            value = again();
            if (value.IsUndefined)
            {
                throw Uninitialized(thread, scope as ClassObject ?? (scope as LexicalScope)?.Module ?? thread.Vm.Classes.Object, cache.Name);
            }
        }

        Invalidation.Link(cache);
        cache.Value = value;
        cache.Module = scope;
        cache.IsFilled = true;
        return value;
    }
}
