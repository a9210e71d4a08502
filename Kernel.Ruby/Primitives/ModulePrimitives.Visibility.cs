using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Module: private, public, protected, module_function and their class-method forms.</summary>
internal static unsafe partial class ModulePrimitives
{
    private static void RegisterVisibility(PrimitiveTable table)
    {
        table.Add("module_private", &Private, 0, -1);
        table.Add("module_public", &Public, 0, -1);
        table.Add("module_protected", &Protected, 0, -1);
        table.Add("module_module_function", &ModuleFunction, 0, -1);
        table.Add("module_private_class_method", &PrivateClassMethod, 0, -1);
        table.Add("module_public_class_method", &PublicClassMethod, 0, -1);
        table.Add("main_private", &MainPrivate, 0, -1);
        table.Add("main_public", &MainPublic, 0, -1);
    }

    private static Value Private(VmThread t, Arguments a) => SetVisibility(t, Self(a), a, Visibility.Private, FrameFlags.PrivateDefault);

    private static Value Public(VmThread t, Arguments a) => SetVisibility(t, Self(a), a, Visibility.Public, FrameFlags.PublicDefault);

    private static Value Protected(VmThread t, Arguments a) => SetVisibility(t, Self(a), a, Visibility.Protected, FrameFlags.ProtectedDefault);

    private static Value MainPrivate(VmThread t, Arguments a) => SetVisibility(t, t.Vm.Classes.Object, a, Visibility.Private, FrameFlags.PrivateDefault);

    private static Value MainPublic(VmThread t, Arguments a) => SetVisibility(t, t.Vm.Classes.Object, a, Visibility.Public, FrameFlags.PublicDefault);

    private static Value SetVisibility(VmThread t, ClassObject module, in Arguments a, Visibility visibility, FrameFlags flags)
    {
        if (a.Count == 0)
        {
            MethodDefinition.SetDefault(t, flags);
            return Value.Nil;
        }

        Value result = a.Count == 1 ? a[0] : t.Vm.NewArray(a.Span);
        foreach (SymbolObject name in NameList(t, a))
        {
            MethodDefinition.SetVisibility(t, module, name, visibility);
        }

        return result;
    }

    private static Value ModuleFunction(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        if (!module.IsModule)
        {
            throw t.Error(t.Vm.Classes.TypeError, "module_function must be called for modules");
        }

        if (a.Count == 0)
        {
            MethodDefinition.SetDefault(t, FrameFlags.ModuleFunction | FrameFlags.PrivateDefault);
            return Value.Nil;
        }

        Value result = a.Count == 1 ? a[0] : t.Vm.NewArray(a.Span);
        ClassObject singleton = t.Vm.Hierarchy.SingletonClass(module)!;
        foreach (SymbolObject name in NameList(t, a))
        {
            MethodEntry entry = MethodDefinition.Require(t, module, name);
            Gem.Vm.Bytecode.CompiledCode code = entry.Code(t.Vm);
            Definitions.Define(t, singleton, code.Rebind(singleton, code.Scope), name, Visibility.Public);
            MethodDefinition.SetVisibility(t, module, name, Visibility.Private);
        }

        return result;
    }

    private static Value PrivateClassMethod(VmThread t, Arguments a) => SetClassMethods(t, a, Visibility.Private);

    private static Value PublicClassMethod(VmThread t, Arguments a) => SetClassMethods(t, a, Visibility.Public);

    private static Value SetClassMethods(VmThread t, in Arguments a, Visibility visibility)
    {
        ClassObject singleton = t.Vm.Hierarchy.SingletonClass(a.Self)!;
        foreach (SymbolObject name in NameList(t, a))
        {
            MethodDefinition.SetVisibility(t, singleton, name, visibility);
        }

        return Value.Nil;
    }

    /// <summary>Arguments as names; a single array stands for its elements.</summary>
    private static List<SymbolObject> NameList(VmThread t, in Arguments a)
    {
        List<SymbolObject> names = [];
        ReadOnlySpan<Value> values = a.Count == 1 && a[0].Ref is ArrayObject array ? t.Vm.Fresh(array).Span : a.Span;
        foreach (Value value in values.ToArray())
        {
            names.Add(Expect.Name(t, value));
        }

        return names;
    }
}
