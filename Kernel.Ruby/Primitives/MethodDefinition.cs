using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What the primitives that define methods share: default visibility, lookup of what is redefined, new codes.</summary>
internal static class MethodDefinition
{
    private const FrameFlags AnyDefault = FrameFlags.PrivateDefault | FrameFlags.ProtectedDefault | FrameFlags.PublicDefault;

    /// <summary>What <c>private</c> and its like without arguments have set in the body that calls a defining primitive.</summary>
    public static Visibility DefaultVisibility(VmThread t, ClassObject module)
    {
        if (t.FrameIndex == 0)
        {
            return Visibility.Public;
        }

        ref Frame frame = ref t.Frames[t.FrameIndex];
        return !Value.Same(t.Stack[frame.Base], module) ? Visibility.Public
            : (frame.Flags & FrameFlags.PrivateDefault) != 0 ? Visibility.Private
            : (frame.Flags & FrameFlags.ProtectedDefault) != 0 ? Visibility.Protected : Visibility.Public;
    }

    /// <summary>Sets the default visibility of the body that calls a primitive.</summary>
    public static void SetDefault(VmThread t, FrameFlags flags)
    {
        ref Frame frame = ref t.Frames[t.FrameIndex];
        frame.Flags = (frame.Flags & ~(AnyDefault | FrameFlags.ModuleFunction)) | flags;
    }

    /// <summary>Defines a method made by a primitive; a module function also on the singleton class.</summary>
    public static void Define(VmThread t, ClassObject module, CompiledCode code, SymbolObject name)
    {
        Definitions.Define(t, module, code, name, DefaultVisibility(t, module));
        ref Frame frame = ref t.Frames[t.FrameIndex];
        if ((frame.Flags & FrameFlags.ModuleFunction) != 0 && Value.Same(t.Stack[frame.Base], module))
        {
            ClassObject singleton = t.Vm.Hierarchy.SingletonClass(module)!;
            Definitions.Define(t, singleton, code.Rebind(singleton, code.Scope), name, Visibility.Public);
        }
    }

    /// <summary>A code without instructions of its own (primitive, attribute, proc method), placed where the program stands.</summary>
    public static CompiledCode NewCode(VmThread t, CodeKind kind, ClassObject owner, SymbolObject name, ParameterList parameters)
    {
        CompiledCode code = new() { CodeKind = kind, EnvironmentId = 1, Name = name, Owner = owner, Parameters = parameters, IsBound = true };
        if (t.FrameIndex > 0)
        {
            CompiledCode caller = t.Frames[t.FrameIndex].Code;
            code.File = caller.Root.File;
            code.Line = kind == CodeKind.Primitive ? 0 : Backtraces.Capture(t, 0, 1)[0].Line;
        }

        return t.Vm.Adopt(code, t.Vm.Classes.CompiledMethod);
    }

    /// <summary>What a name means in a class or module; a module also sees Object's methods, a refinement those of its class.</summary>
    public static MethodEntry? Find(VirtualMachine vm, ClassObject module, SymbolObject name) =>
        vm.Methods.Find(module, name, 1)
        ?? (module.IsRefinement ? vm.Methods.Find(RefinementTable.TargetOf(module), name, 1)
            : module.IsModule ? vm.Methods.Find(vm.Classes.Object, name, 1) : null);

    /// <summary>As <see cref="Find"/>, but raises NameError.</summary>
    public static MethodEntry Require(VmThread t, ClassObject module, SymbolObject name) =>
        Find(t.Vm, module, name) ?? throw Undefined(t, module, name);

    /// <summary>The NameError for a name without a method.</summary>
    public static GuestException Undefined(VmThread t, ClassObject module, SymbolObject name) =>
        DispatchFailures.NameError(
            t,
            t.Vm.Classes.NameError,
            $"undefined method '{name.Text}' for {(module.IsModule ? "module" : "class")} '{Inspection.ModuleName(t.Vm, module)}'",
            name,
            module);

    /// <summary>Gives a method of a class or its ancestors another visibility in the class itself.</summary>
    public static void SetVisibility(VmThread t, ClassObject module, SymbolObject name, Visibility visibility)
    {
        if (module.IsFrozen)
        {
            throw t.Vm.FrozenError(module);
        }

        MethodEntry entry = Require(t, module, name);
        if (entry.Visibility != visibility)
        {
            t.Vm.Methods.Define(module, name, entry.Code(t.Vm), visibility, 1, Definitions.ArePersistent(t, module));
        }
        else if (entry.Owner == module)
        {
            t.Vm.Methods.Confirm(entry, name, 1);
        }
    }

    /// <summary>Tells a class of a removed or undefined method, if it wants to know.</summary>
    public static void Announce(VmThread t, ClassObject module, string hook, string singletonHook, SymbolObject name)
    {
        Value target = module.IsSingleton ? module.Attached : module;
        SymbolObject selector = t.Vm.Symbols.Intern(module.IsSingleton ? singletonHook : hook);
        if (t.Vm.Methods.Find(t.Vm.ClassOf(target), selector, 1) is { } entry && !entry.Code(t.Vm).IsKernel)
        {
            t.Send(target, selector, name);
        }
    }
}
