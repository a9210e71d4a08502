using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>def, class and module: the defining instructions, and where their definitions go (maglev.md, what becomes persistent).</summary>
public static class Definitions
{
    private const FrameFlags SetsVisibility = FrameFlags.PrivateDefault | FrameFlags.ProtectedDefault | FrameFlags.PublicDefault;

    /// <summary>True when definitions in a module go to the repository: persistent mode and a persistable module.</summary>
    public static bool ArePersistent(VmThread thread, ClassObject module) =>
        thread.IsPersistentMode && (module.Flags & ClassFlags.Persistable) != 0;

    /// <summary>def: defines a method on the definee of the running frame.</summary>
    internal static Value DefineMethod(VmThread thread, CompiledCode code)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        ClassObject definee = Definee(thread, ref frame);
        Visibility visibility = code.Name == thread.Vm.Selectors.Initialize || code.Name == thread.Vm.Selectors.RespondToMissing
            || code.Name!.Text is "initialize_copy" or "initialize_dup" or "initialize_clone"
            ? Visibility.Private
            : DefaultVisibility(thread, ref frame, definee);
        CompiledCode method = Bind(thread.Vm, code, definee, ScopeOf(ref frame));
        method.DefinesOnOwner = frame.Closure?.Definee is not null || frame.Code.Root.DefinesOnOwner;
        Define(thread, definee, method, code.Name!, visibility);
        if ((frame.Flags & FrameFlags.ModuleFunction) != 0 && definee.IsModule)
        {
            ClassObject singleton = thread.Vm.Hierarchy.SingletonClass(definee)!;
            Define(thread, singleton, Bind(thread.Vm, code, singleton, ScopeOf(ref frame)), code.Name!, Visibility.Public);
        }

        return code.Name!;
    }

    /// <summary>def object.name: defines a method on a singleton class.</summary>
    internal static Value DefineSingletonMethod(VmThread thread, Value target, CompiledCode code)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        ClassObject singleton = thread.Vm.Hierarchy.SingletonClass(target)
            ?? throw thread.Error(thread.Vm.Classes.TypeError, "can't define singleton");
        if (target.Ref!.IsFrozen && target.Ref is not ImmediateTag)
        {
            throw FrozenOwner(thread, singleton);
        }

        Define(thread, singleton, Bind(thread.Vm, code, singleton, ScopeOf(ref frame)), code.Name!, Visibility.Public);
        return code.Name!;
    }

    /// <summary>Enters a method and tells the class (method_added and its like).</summary>
    public static void Define(VmThread thread, ClassObject owner, CompiledCode method, SymbolObject name, Visibility visibility)
    {
        VirtualMachine vm = thread.Vm;
        if (owner.IsFrozen)
        {
            throw FrozenOwner(thread, owner);
        }

        vm.Methods.Define(owner, name, method, visibility, method.EnvironmentId, ArePersistent(thread, owner));
        if (method.EnvironmentId == 1)
        {
            Announce(thread, owner, name);
        }
    }

    /// <summary>class: opens or makes it, then leaves a frame that runs its body.</summary>
    internal static Value OpenClass(VmThread thread, CompiledCode body, int window)
    {
        VirtualMachine vm = thread.Vm;
        ClassObject scope = ScopeModule(thread, thread.Stack[window]);
        Value superclass = thread.Stack[window + 1];
        if (!superclass.IsUndefined && superclass.Ref is not ClassObject { IsModule: false })
        {
            throw thread.Error(vm.Classes.TypeError, "superclass must be an instance of Class (given an instance of " + Conversions.ClassName(thread, superclass) + ")");
        }

        ClassObject? parent = superclass.Ref as ClassObject;
        if (FindOpen(thread, scope, thread.Stack[window], body.Name!, isModule: false) is not { } opened)
        {
            opened = MakeClass(thread, scope, body.Name!, parent ?? vm.Classes.Object);
        }
        else if (parent is not null && vm.Hierarchy.RealClass(Hierarchy.RubySuperclass(opened) ?? parent) != parent)
        {
            throw thread.Error(vm.Classes.TypeError, $"superclass mismatch for class {body.Name!.Text}");
        }

        return RunBody(thread, body, opened, window);
    }

    /// <summary>module: opens or makes it, then leaves a frame that runs its body.</summary>
    internal static Value OpenModule(VmThread thread, CompiledCode body, int window)
    {
        VirtualMachine vm = thread.Vm;
        ClassObject scope = ScopeModule(thread, thread.Stack[window]);
        if (FindOpen(thread, scope, thread.Stack[window], body.Name!, isModule: true) is not { } opened)
        {
            opened = vm.Hierarchy.CreateModule(null, NewFlags(thread, scope));
            vm.Constants.Define(scope, body.Name!, opened, ArePersistent(thread, scope), ConstantAccess.LocationOf(thread));
        }

        return RunBody(thread, body, opened, window);
    }

    /// <summary>class &lt;&lt; object: leaves a frame that runs the body in the singleton class.</summary>
    internal static Value OpenSingletonClass(VmThread thread, CompiledCode body, int window)
    {
        ClassObject singleton = thread.Vm.Hierarchy.SingletonClass(thread.Stack[window])
            ?? throw thread.Error(thread.Vm.Classes.TypeError, "can't define singleton");
        return RunBody(thread, body, singleton, window);
    }

    /// <summary>A new class in its namespace; its superclass is told (inherited).</summary>
    public static ClassObject MakeClass(VmThread thread, ClassObject? scope, SymbolObject? name, ClassObject superclass)
    {
        VirtualMachine vm = thread.Vm;
        if (superclass.IsSingleton)
        {
            throw thread.Error(vm.Classes.TypeError, "can't make subclass of singleton class");
        }

        if (superclass == vm.Classes.Class)
        {
            throw thread.Error(vm.Classes.TypeError, "can't make subclass of Class");
        }

        ClassFlags flags = NewFlags(thread, scope ?? vm.Classes.Object);
        ClassObject created = vm.Hierarchy.CreateClass(null, superclass, superclass.InstanceKind, flags);
        if (scope is not null && name is not null)
        {
            vm.Constants.Define(scope, name, created, ArePersistent(thread, scope), ConstantAccess.LocationOf(thread));
        }

        thread.Send(superclass, vm.Selectors.Inherited, created);
        return created;
    }

    /// <summary>Rights of a class or module that is opened for the first time here.</summary>
    public static ClassFlags NewFlags(VmThread thread, ClassObject scope) =>
        !ArePersistent(thread, scope) ? ClassFlags.None
            : thread.InstancesPersistable ? ClassFlags.Persistable | ClassFlags.InstancesPersistable : ClassFlags.Persistable;

    /// <summary>The module on which def defines in a frame.</summary>
    internal static ClassObject Definee(VmThread thread, ref Frame frame)
    {
        if (frame.Closure?.Definee is { } definee)
        {
            return RequirePlace(thread, definee);
        }

        if (frame.Code.Root is { DefinesOnOwner: true, Owner: { } owner })
        {
            return owner;
        }

        return frame.Code.Root.Scope?.Module ?? thread.Vm.Classes.Object;
    }

    /// <summary>A module in which something is to be defined.</summary>
    /// <exception cref="GuestException">TypeError: self is a number or symbol, which can have nothing of its own.</exception>
    internal static ClassObject RequirePlace(VmThread thread, ClassObject place) => !thread.Vm.Hierarchy.IsNowhere(place)
        ? place
        : throw thread.Error(thread.Vm.Classes.TypeError, "can't define singleton");

    /// <summary>A code bound to its owner and scope: itself the first time, a copy after that.</summary>
    public static CompiledCode Bind(VirtualMachine vm, CompiledCode code, ClassObject? owner, LexicalScope? scope)
    {
        if (code.IsBound)
        {
            code = code.Rebind(owner, scope);
        }
        else
        {
            code.IsBound = true;
            code.Owner = owner;
            code.Scope = scope;
        }

        if (scope?.Refinements is not null)
        {
            vm.Operators.NoteRefined(code);
        }

        return code;
    }

    private static LexicalScope? ScopeOf(ref Frame frame) => frame.Code.Root.Scope;

    private static ClassObject ScopeModule(VmThread thread, Value named)
    {
        if (named.IsUndefined)
        {
            return thread.Frames[thread.FrameIndex].Code.Root.Scope?.Module ?? thread.Vm.Classes.Object;
        }

        return named.Ref as ClassObject
            ?? throw thread.Error(thread.Vm.Classes.TypeError, $"{thread.InspectText(named)} is not a class/module");
    }

    private static ClassObject? FindOpen(VmThread thread, ClassObject scope, Value named, SymbolObject name, bool isModule)
    {
        VirtualMachine vm = thread.Vm;
        bool found = vm.Constants.TryOwn(scope, name, out Value value);
        if (found && !named.IsUndefined && ConstantLookup.IsPrivate(scope, name))
        {
            throw ConstantAccess.PrivateReferenced(thread, scope, name);
        }

        if (found && value.IsUndefined)
        {
            Autoloads.Fire(thread, name, scope);
            found = vm.Constants.TryOwn(scope, name, out value);
        }

        if (!found)
        {
            return null;
        }

        if (value.Ref is ClassObject opened && opened.IsModule == isModule)
        {
            return opened;
        }

        string place = ConstantLookup.LocationOf(scope, name) is { } location ? $"\n{location.File}:{location.Line}: previous definition of {name.Text} was here" : "";
        throw thread.Error(vm.Classes.TypeError, $"{name.Text} is not a {(isModule ? "module" : "class")}{place}");
    }

    /// <summary>The error for a method that would be defined in a frozen module, or on a frozen object.</summary>
    private static GuestException FrozenOwner(VmThread thread, ClassObject owner)
    {
        VirtualMachine vm = thread.Vm;
        (string kind, Value frozen) = owner switch
        {
            { IsSingleton: true, Attached: { Ref: ClassObject { IsModule: true } } attached } => ("Module", attached),
            { IsSingleton: true, Attached: { Ref: ClassObject } attached } => ("Class", attached),
            { IsSingleton: true } => ("object", owner.Attached),
            { IsModule: true } => ("module", owner),
            _ => ("class", (Value)owner),
        };
        GuestException error = vm.Error(vm.Classes.FrozenError, $"can't modify frozen {kind}: {thread.InspectText(frozen)}");
        ((ExceptionObject)error.Exception.Ref!).Receiver = frozen;
        return error;
    }

    private static Value RunBody(VmThread thread, CompiledCode body, ClassObject opened, int window)
    {
        LexicalScope scope = new(opened, thread.Frames[thread.FrameIndex].Code.Root.Scope);
        thread.Stack[window] = opened;
        thread.Stack[window + 1] = Value.NoBlock;
        Calls.PushFrame(thread, Bind(thread.Vm, body, null, scope), window, 0, null, FrameFlags.None);
        return new Value(Tags.Control, 0);
    }

    private static Visibility DefaultVisibility(VmThread thread, ref Frame frame, ClassObject definee)
    {
        FrameFlags flags = frame.Flags;
        if ((flags & SetsVisibility) == 0 && frame.Closure is { Definee: null } block
            && Closures.FrameWith(thread, block.HomeFrame, block.HomeToken) is > 0 and var home)
        {
            // A block defines as the module's body around it does.
            flags = thread.Frames[home].Flags;
        }

        if ((flags & SetsVisibility) != 0)
        {
            return (flags & FrameFlags.PrivateDefault) != 0 ? Visibility.Private
                : (flags & FrameFlags.ProtectedDefault) != 0 ? Visibility.Protected : Visibility.Public;
        }

        bool isTopLevel = frame.Code.CodeKind == CodeKind.Body && frame.Code.Scope?.Module is null && definee == thread.Vm.Classes.Object;
        return isTopLevel ? Visibility.Private : Visibility.Public;
    }

    private static void Announce(VmThread thread, ClassObject owner, SymbolObject name)
    {
        VirtualMachine vm = thread.Vm;
        Value target = owner.IsSingleton ? owner.Attached : owner;
        SymbolObject hook = owner.IsSingleton ? vm.Selectors.SingletonMethodAdded : vm.Selectors.MethodAdded;
        MethodEntry? entry = vm.Methods.Find(vm.ClassOf(target), hook, 1);
        if (entry is not null && entry.Owner != vm.Classes.BasicObject && entry.Owner != vm.Classes.Module)
        {
            thread.Send(target, hook, name);
        }
    }
}
