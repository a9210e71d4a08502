using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Module: names, ancestors, include, prepend, comparison.</summary>
internal static unsafe partial class ModulePrimitives
{
    private static void RegisterAncestry(PrimitiveTable table)
    {
        table.Add("module_include", &Include, 1, -1);
        table.Add("module_prepend", &Prepend, 1, -1);
        table.Add("object_extend", &Extend, 1, -1);
        table.Add("module_append_features", &AppendFeatures, 1);
        table.Add("module_prepend_features", &PrependFeatures, 1);
        table.Add("module_extend_object", &ExtendObject, 1);
        table.Add("module_ancestors", &Ancestors, 0);
        table.Add("module_included_modules", &IncludedModules, 0);
        table.Add("module_includes", &Includes, 1);
        table.Add("module_name", &ModuleName, 0);
        table.Add("module_set_temporary_name", &SetTemporaryName, 1);
        table.Add("module_to_s", &ModuleToS, 0);
        table.Add("module_case_equal", &CaseEqual, 1);
        table.Add("module_less_equal", &LessEqual, 1);
        table.Add("module_is_singleton", &IsSingleton, 0);
        table.Add("module_s_nesting", &Nesting, 0);
        table.Add("module_s_allocate", &AllocateModule, 0);
    }

    private static Value Include(VmThread t, Arguments a) => MixIn(t, a, "append_features", "included");

    private static Value Prepend(VmThread t, Arguments a) => MixIn(t, a, "prepend_features", "prepended");

    private static Value Extend(VmThread t, Arguments a) => MixIn(t, a, "extend_object", "extended");

    /// <summary>Last argument first, as MRI does it; every module is checked before the first is mixed in.</summary>
    private static Value MixIn(VmThread t, in Arguments a, string feature, string hook)
    {
        Value self = a.Self;
        ClassObject[] modules = new ClassObject[a.Count];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i] = Expect.PlainModule(t, a[i]);
        }

        for (int i = modules.Length - 1; i >= 0; i--)
        {
            t.Send(modules[i], t.Vm.Symbols.Intern(feature), self);
            t.Send(modules[i], t.Vm.Symbols.Intern(hook), self);
        }

        return self;
    }

    private static Value AppendFeatures(VmThread t, Arguments a)
    {
        Add(t, Expect.Module(t, a[0]), Self(a), false);
        return a.Self;
    }

    private static Value PrependFeatures(VmThread t, Arguments a)
    {
        Add(t, Expect.Module(t, a[0]), Self(a), true);
        return a.Self;
    }

    private static Value ExtendObject(VmThread t, Arguments a)
    {
        if (a[0].Ref is { IsFrozen: true } and not ImmediateTag)
        {
            throw t.Vm.FrozenError(a[0].Ref!);
        }

        ClassObject singleton = t.Vm.Hierarchy.SingletonClass(a[0]) ?? throw t.Error(t.Vm.Classes.TypeError, "can't define singleton");
        Add(t, singleton, Self(a), false);
        return a[0];
    }

    private static void Add(VmThread t, ClassObject target, ClassObject module, bool prepends)
    {
        VirtualMachine vm = t.Vm;
        RefuseFrozen(t, target);
        if (target == module || (module.IsModule && Array.IndexOf(module.LookupChain(vm, 1), target) >= 0))
        {
            throw t.Error(vm.Classes.ArgumentError, $"cyclic {(prepends ? "prepend" : "include")} detected");
        }

        ClassObject[] chain = target.LookupChain(vm, 1);
        int own = Array.IndexOf(chain, target);
        int present = Array.IndexOf(chain, module);
        if (present >= 0 && (!prepends || present < own))
        {
            return;
        }

        if (Definitions.ArePersistent(t, target))
        {
            vm.WillWrite(target);
            if (prepends)
            {
                target.Prepends = [.. target.Prepends, module];
            }
            else
            {
                target.Includes = [.. target.Includes, module];
            }
        }
        else
        {
            (prepends ? target.OverlayForWriting().Prepends : target.OverlayForWriting().Includes).Add(module);
            vm.Memory.Pin(target);
        }

        vm.Hierarchy.AncestryChanged(target);
    }

    private static Value Ancestors(VmThread t, Arguments a)
    {
        ArrayObject ancestors = t.Vm.NewArray([], 0);
        foreach (ClassObject ancestor in Self(a).LookupChain(t.Vm, 1))
        {
            ancestors.Append(ancestor);
        }

        return ancestors;
    }

    private static Value IncludedModules(VmThread t, Arguments a)
    {
        ArrayObject modules = t.Vm.NewArray([], 0);
        foreach (ClassObject ancestor in Self(a).LookupChain(t.Vm, 1))
        {
            if (ancestor.IsModule && ancestor != a.Self.Ref)
            {
                modules.Append(ancestor);
            }
        }

        return modules;
    }

    private static Value Includes(VmThread t, Arguments a)
    {
        ClassObject module = Expect.PlainModule(t, a[0]);
        return Value.FromBoolean(module != a.Self.Ref && Array.IndexOf(Self(a).LookupChain(t.Vm, 1), module) >= 0);
    }

    private static Value ModuleName(VmThread t, Arguments a)
    {
        ClassObject self = Self(a);
        if (self is { Name: null, LexicalParent: null } || self.IsSingleton || self.IsRefinement)
        {
            return Value.Nil;
        }

        StringObject text = self.Name is { } name ? t.Vm.NewString(name.Bytes, name.Encoding) : t.Vm.NewString(Inspection.ModuleName(t.Vm, self));
        text.Header |= HeaderFlags.Frozen;
        return text;
    }

    private static Value SetTemporaryName(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        if (module.LexicalParent is not null)
        {
            throw t.Error(t.Vm.Classes.RuntimeError, "can't change permanent name");
        }

        string text = a[0].IsNil ? "" : Expect.Text(t, a[0]);
        if (!a[0].IsNil && (text.Length == 0 || Names.IsConstant(text)))
        {
            string fault = text.Length == 0 ? "empty class/module name" : "the temporary name must not be a constant path to avoid confusion";
            throw t.Error(t.Vm.Classes.ArgumentError, fault);
        }

        module.Name = a[0].IsNil ? null : t.Vm.Symbols.Intern(text);
        return module;
    }

    private static Value ModuleToS(VmThread t, Arguments a) => t.Vm.NewString(Inspection.ModuleName(t.Vm, Self(a)));

    private static Value CaseEqual(VmThread t, Arguments a) =>
        Value.FromBoolean(t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(a[0]), Self(a)));

    /// <summary>true, false (the other way round or the same question answered no) or nil (unrelated).</summary>
    private static Value LessEqual(VmThread t, Arguments a)
    {
        if (a[0].Ref is not ClassObject other)
        {
            throw t.Error(t.Vm.Classes.TypeError, "compared with non class/module");
        }

        return Array.IndexOf(Self(a).LookupChain(t.Vm, 1), other) >= 0 ? Value.True
            : Array.IndexOf(other.LookupChain(t.Vm, 1), Self(a)) >= 0 ? Value.False : Value.Nil;
    }

    private static Value IsSingleton(VmThread t, Arguments a) => Value.FromBoolean(Self(a).IsSingleton);

    private static Value Nesting(VmThread t, Arguments a)
    {
        ArrayObject modules = t.Vm.NewArray([], 0);
        for (Gem.Vm.Bytecode.LexicalScope? scope = t.Frames[t.FrameIndex].Code.Root.Scope; scope is not null; scope = scope.Parent)
        {
            if (scope.Module is not null)
            {
                modules.Append(scope.Module);
            }
        }

        return modules;
    }

    private static Value AllocateModule(VmThread t, Arguments a)
    {
        ClassObject created = t.Vm.Hierarchy.CreateModule(null, Definitions.NewFlags(t, t.Vm.Classes.Object));
        t.Vm.Hierarchy.SetClass(created, Self(a));
        return created;
    }
}
