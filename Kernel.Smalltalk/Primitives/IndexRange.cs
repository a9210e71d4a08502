using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>What replaceFrom:to:with:startingAt: copies.</summary>
/// <param name="To">First offset written.</param>
/// <param name="From">First offset read.</param>
/// <param name="Length">Elements.</param>
internal readonly record struct IndexRange(int To, int From, int Length)
{
    /// <summary>The offsets for indexes from 1; false if one is no index or outside. An empty range is right wherever it stands.</summary>
    public static bool TryFind(Value start, Value stop, Value first, int targetSize, int sourceSize, out IndexRange range)
    {
        range = default;
        if (start.Ref is not null || stop.Ref is not null || first.Ref is not null)
        {
            return false;
        }

        if (stop.Bits < start.Bits)
        {
            return true;
        }

        long length = stop.Bits - start.Bits + 1;
        if (start.Bits < 1 || stop.Bits > targetSize || first.Bits < 1 || first.Bits - 1 + length > sourceSize)
        {
            return false;
        }

        range = new IndexRange((int)start.Bits - 1, (int)first.Bits - 1, (int)length);
        return true;
    }
}
