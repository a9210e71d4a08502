using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>An object in the closure of a commit cannot be made persistent.</summary>
public sealed class NotPersistableException(HeapObject culprit) : Exception("not persistable")
{
    /// <summary>The object.</summary>
    public HeapObject Culprit { get; } = culprit;
}
