using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gem.Vm.Values;

namespace Gem.Vm.Primitives;

/// <summary>
/// What a primitive receives: receiver, block and arguments, read where they stand in the caller's window. Valid until
/// the primitive returns.
/// </summary>
public readonly ref struct Arguments
{
    private readonly ref Value _window;

    /// <summary>Number of positional arguments; a hash of keywords counts as the last (see <see cref="HasKeywords"/>).</summary>
    public readonly int Count;

    /// <summary>True when the last argument was written as keywords.</summary>
    public readonly bool HasKeywords;

    /// <summary>A view of a window: receiver, block, arguments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Arguments(ref Value window, int count, bool hasKeywords = false)
    {
        _window = ref window;
        Count = count;
        HasKeywords = hasKeywords;
    }

    /// <summary>The receiver; never stale.</summary>
    public Value Self
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _window;
    }

    /// <summary>The block, null for none.</summary>
    public ProcObject? Block => Unsafe.As<ProcObject?>(Unsafe.Add(ref _window, 1).Ref);

    /// <summary>The window itself.</summary>
    internal ref readonly Value Window => ref _window;

    /// <summary>All arguments.</summary>
    public ReadOnlySpan<Value> Span => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _window, 2), Count);

    /// <summary>Argument by index; the caller knows it is there.</summary>
    public Value this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.Add(ref _window, 2 + index);
    }

    /// <summary>Argument by index, or Undefined when it was not given.</summary>
    public Value OrUndefined(int index) => index < Count ? this[index] : Value.Undefined;

    /// <summary>Argument by index, or nil when it was not given.</summary>
    public Value OrNil(int index) => index < Count ? this[index] : Value.Nil;
}
