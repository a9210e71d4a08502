using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Ends cycles: an object (or a pair of them) that is entered again on the same thread is recursive. Leave with Dispose.</summary>
internal readonly ref struct RecursionGuard
{
    [ThreadStatic]
    private static HashSet<(HeapObject, HeapObject?)>? _running;

    private readonly (HeapObject, HeapObject?) _entered;

    private RecursionGuard(HeapObject first, HeapObject? second)
    {
        _entered = (first, second);
        IsRecursive = !(_running ??= []).Add(_entered);
    }

    /// <summary>The object was entered already.</summary>
    public bool IsRecursive { get; }

    /// <summary>Enters an object.</summary>
    public static RecursionGuard Enter(HeapObject body) => new(body, null);

    /// <summary>Enters a comparison of two objects.</summary>
    public static RecursionGuard EnterPair(HeapObject left, HeapObject right) => new(left, right);

    /// <summary>Leaves it.</summary>
    public void Dispose()
    {
        if (!IsRecursive)
        {
            _running!.Remove(_entered);
        }
    }
}
