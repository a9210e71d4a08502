using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Ends cycles: an object (or a pair of them) that is entered again on the same thread is recursive. Leave with Dispose.</summary>
internal readonly ref struct RecursionGuard
{
    [ThreadStatic]
    private static HashSet<(HeapObject, HeapObject?)>? running;

    private readonly (HeapObject, HeapObject?) entered;

    private RecursionGuard(HeapObject first, HeapObject? second)
    {
        entered = (first, second);
        IsRecursive = !(running ??= []).Add(entered);
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
            running!.Remove(entered);
        }
    }
}
