using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Kernel.Smalltalk;

/// <summary>
/// Smalltalk's globals: two modules that Ruby sees as <c>Smalltalk</c> and <c>Smalltalk::UserGlobals</c>, of class SymbolDictionary.
/// So a global is a constant, with the constant's overlay, caches and invalidation. Names are looked up in UserGlobals,
/// then Smalltalk, then among Ruby's constants of Object.
/// </summary>
public sealed class SmalltalkNamespaces(VirtualMachine vm)
{
    private const string KernelName = "Smalltalk";
    private const string UserName = "UserGlobals";
    private ClassObject? _kernel;
    private ClassObject? _user;
    private LexicalScope? _scope;

    /// <summary>True when the namespaces exist: after the kernel was loaded, or in a VM on an image that has it.</summary>
    public bool Exist => _kernel is not null || Find(vm.Classes.Object, KernelName) is not null;

    /// <summary>The kernel's namespace.</summary>
    public ClassObject Kernel => _kernel ??= Find(vm.Classes.Object, KernelName) ?? throw new InvalidOperationException("the Smalltalk kernel is not loaded");

    /// <summary>The namespace of programs.</summary>
    public ClassObject User => _user ??= Find(Kernel, UserName) ?? throw new InvalidOperationException("UserGlobals is gone");

    /// <summary>What Smalltalk code sees of them.</summary>
    public LexicalScope Scope => _scope ??= new LexicalScope(User, new LexicalScope(Kernel, null));

    /// <summary>Makes both, empty, unless they exist.</summary>
    public void Create(ClassFlags flags, bool persistent)
    {
        if (Exist)
        {
            return;
        }

        _kernel = vm.Hierarchy.CreateModule(null, flags);
        vm.Constants.Define(vm.Classes.Object, vm.Symbols.Intern(KernelName), _kernel, persistent);
        vm.Constants.Define(_kernel, vm.Symbols.Intern(KernelName), _kernel, persistent);
        _user = vm.Hierarchy.CreateModule(null, flags);
        vm.Constants.Define(_kernel, vm.Symbols.Intern(UserName), _user, persistent);
        vm.Constants.Define(_kernel, vm.Symbols.Intern("Transcript"), Value.Nil, persistent);
    }

    /// <summary>A class of the kernel, by its Smalltalk name.</summary>
    public ClassObject Class(string name) => Find(Kernel, name) ?? throw new InvalidOperationException($"the Smalltalk kernel has no class {name}");

    /// <summary>A global as Smalltalk code sees it; false when there is none.</summary>
    public bool TryGet(string name, out Value value) => vm.Constants.TryLexical(Scope, vm.Symbols.Intern(name), out value);

    private ClassObject? Find(ClassObject module, string name) =>
        vm.Constants.TryOwn(module, vm.Symbols.Intern(name), out Value value) ? value.Ref as ClassObject : null;
}
