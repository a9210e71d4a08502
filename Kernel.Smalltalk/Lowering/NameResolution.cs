using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Lowering;

/// <summary>
/// Names as a class's methods see them: instance variables, class variables, then globals. Without a class (a doit) there
/// are globals only.
/// </summary>
internal sealed class NameResolution
{
    private readonly VirtualMachine vm;
    private readonly ClassObject? owner;
    private readonly HashSet<SymbolObject> instanceVariables = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names for methods of a class, or for doits.</summary>
    public NameResolution(VirtualMachine vm, ClassObject? owner, LexicalScope? globals)
    {
        this.vm = vm;
        this.owner = owner;
        Globals = globals;
        if (owner is not null)
        {
            instanceVariables.UnionWith(vm.Hierarchy.AllFixedInstanceVariables(owner));
        }
    }

    /// <summary>The namespaces in which globals are looked up.</summary>
    public LexicalScope? Globals { get; }

    /// <summary>What a name means.</summary>
    public ResolvedName Resolve(SymbolObject name)
    {
        if (instanceVariables.Contains(name))
        {
            return new ResolvedName(ResolvedNameKind.Instance, null);
        }

        ClassObject? start = owner is { IsSingleton: true, Attached.Ref: ClassObject attached } ? attached : owner;
        for (ClassObject? current = start; current is not null; current = current.Superclass)
        {
            if (current.ClassVariables?.Entries.ContainsKey(name) == true || current.Overlay?.ClassVariables.Entries.ContainsKey(name) == true)
            {
                return new ResolvedName(ResolvedNameKind.Class, current);
            }
        }

        for (LexicalScope? scope = Globals; scope is not null; scope = scope.Parent)
        {
            if (vm.Constants.TryOwn(scope.Module, name, out _))
            {
                return new ResolvedName(ResolvedNameKind.Global, scope.Module);
            }
        }

        return vm.Constants.TryOwn(vm.Classes.Object, name, out _)
            ? new ResolvedName(ResolvedNameKind.Global, vm.Classes.Object)
            : new ResolvedName(ResolvedNameKind.Unknown, null);
    }
}
