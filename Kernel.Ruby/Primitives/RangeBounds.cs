using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Ranges as positions in something of a known size.</summary>
internal static class RangeBounds
{
    /// <summary>First index and count of elements; false when the range begins outside.</summary>
    public static bool TryGet(VmThread t, RangeObject range, int size, out int first, out int count)
    {
        t.Vm.Fresh(range);
        long start = range.First.IsNil ? 0 : Coercions.ToPosition(t, range.First);
        long end = range.Last.IsNil ? -1 : Coercions.ToPosition(t, range.Last);
        bool excludes = range.ExcludesEnd && !range.Last.IsNil;
        start = start < 0 ? start + size : start;
        end = end < 0 ? end + size : end;
        first = (int)start;
        count = 0;
        if (start < 0 || start > size)
        {
            return false;
        }

        count = (int)Math.Max(0, Math.Min(excludes ? end : end + 1, size) - start);
        return true;
    }

    /// <summary>Same for assignments, where the end may lie behind the size; RangeError when it begins outside.</summary>
    public static (int First, int Count) ForWriting(VmThread t, RangeObject range, int size)
    {
        t.Vm.Fresh(range);
        long start = range.First.IsNil ? 0 : Coercions.ToPosition(t, range.First);
        long end = range.Last.IsNil ? -1 : Coercions.ToPosition(t, range.Last);
        bool excludes = range.ExcludesEnd && !range.Last.IsNil;
        start = start < 0 ? start + size : start;
        end = end < 0 ? end + size : end;
        if (start < 0)
        {
            throw t.Error(t.Vm.Classes.RangeError, $"{t.InspectText(range)} out of range");
        }

        return ((int)start, (int)Math.Max(0, (excludes ? end : end + 1) - start));
    }
}
