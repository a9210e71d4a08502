using Gem.Vm.Bytecode;

namespace Gem.Vm.Values;

/// <summary>What a selector means in one class: a method and who may call it, or a tombstone.</summary>
public sealed class MethodEntry
{
    private Value _code;

    /// <summary>A method, null for one that is undefined here.</summary>
    public MethodEntry(CompiledCode? code, Visibility visibility, ClassObject owner)
        : this(code is null ? Value.Nil : new Value(code, 0), visibility, owner)
    {
    }

    /// <summary>A method whose code is faulted in at the first call.</summary>
    public MethodEntry(Value code, Visibility visibility, ClassObject owner)
    {
        _code = code;
        Visibility = visibility;
        Owner = owner;
    }

    /// <summary>Who may call it.</summary>
    public Visibility Visibility { get; }

    /// <summary>Class or module in whose dictionary it stands.</summary>
    public ClassObject Owner { get; }

    /// <summary>True when lookup stops here without a method (undef_method).</summary>
    public bool IsUndefined => _code.IsNil && !IsMasked;

    /// <summary>Removed in this VM only: lookup goes on with the superclass.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The code as a slot, perhaps unfaulted: for records.</summary>
    internal Value Slot => _code;

    /// <summary>The method's code; faults it in. Must not be asked of a tombstone.</summary>
    public CompiledCode Code(VirtualMachine vm) => (CompiledCode)vm.Load(ref _code).Ref!;
}
