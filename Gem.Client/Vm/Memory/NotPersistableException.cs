using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// An object in the closure of a commit cannot be made persistent. The transaction is as before: nothing is committed and
/// nothing is lost.
/// </summary>
/// <param name="culprit">The object.</param>
/// <param name="reason">Why, as the rest of a sentence that begins with the object.</param>
public sealed class NotPersistableException(HeapObject culprit, string reason = "is state of this process") : Exception(reason)
{
    /// <summary>The object.</summary>
    public HeapObject Culprit { get; } = culprit;

    /// <summary>How the commit came to the object, beginning with one that was committed before; null when nothing led to it.</summary>
    public string? Path { get; internal set; }

    /// <summary>Why, as the rest of a sentence that begins with the object.</summary>
    public override string Message => Path is null ? base.Message : $"{base.Message}; it is reached as {Path}";
}
