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
    private readonly VirtualMachine _vm;
    private readonly ClassObject? _owner;
    private readonly HashSet<SymbolObject> _instanceVariables = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names for methods of a class, or for doits.</summary>
    public NameResolution(VirtualMachine vm, ClassObject? owner, LexicalScope? globals)
    {
        _vm = vm;
        _owner = owner;
        Globals = globals;
        if (owner is not null)
        {
            _instanceVariables.UnionWith(vm.Hierarchy.AllFixedInstanceVariables(owner));
        }
    }

    /// <summary>The namespaces in which globals are looked up.</summary>
    public LexicalScope? Globals { get; }

    /// <summary>What a name means.</summary>
    public ResolvedName Resolve(SymbolObject name)
    {
        if (_instanceVariables.Contains(name))
        {
            return new ResolvedName(ResolvedNameKind.Instance, null);
        }

        ClassObject? start = _owner is { IsSingleton: true, Attached.Ref: ClassObject attached } ? attached : _owner;
        for (ClassObject? current = start; current is not null; current = current.Superclass)
        {
            if (current.ClassVariables?.Entries.ContainsKey(name) == true || current.Overlay?.ClassVariables.Entries.ContainsKey(name) == true)
            {
                return new ResolvedName(ResolvedNameKind.Class, current);
            }
        }

        for (LexicalScope? scope = Globals; scope is not null; scope = scope.Parent)
        {
            if (scope.Module is not null && _vm.Constants.TryOwn(scope.Module, name, out _))
            {
                return new ResolvedName(ResolvedNameKind.Global, scope.Module);
            }
        }

        return _vm.Constants.TryOwn(_vm.Classes.Object, name, out _)
            ? new ResolvedName(ResolvedNameKind.Global, _vm.Classes.Object)
            : new ResolvedName(ResolvedNameKind.Unknown, null);
    }
}
