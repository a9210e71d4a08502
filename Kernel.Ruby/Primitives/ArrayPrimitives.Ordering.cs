using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Array: sorting. All integers, all floats and all strings are ordered here; anything else by calling back
/// <c>&lt;=&gt;</c> or the block from a merge sort, which survives inconsistent answers.
/// </summary>
internal static unsafe partial class ArrayPrimitives
{
    private static void RegisterOrdering(PrimitiveTable table)
    {
        table.Add("array_sort", &Sort, 0, 0, CallBack.WithBlock);
        table.Add("array_sort_by_keys", &SortByKeys, 1);
        table.Add("array_minimum", &Minimum, 0, 0, CallBack.WithBlock);
        table.Add("array_maximum", &Maximum, 0, 0, CallBack.WithBlock);
    }

    private static Value[] Loaded(VmThread t, ArrayObject array)
    {
        Value[] items = new Value[array.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = ItemAt(t, array, i);
        }

        return items;
    }

    private static Value Sort(VmThread t, Arguments a)
    {
        Value[] items = Loaded(t, Self(a));
        if (a.Block is { } block)
        {
            MergeSort(items, (left, right) => Coercions.OrderOf(t, t.Yield(block, left, right), left, right));
        }
        else if (!SortNatively(items))
        {
            MergeSort(items, (left, right) => Coercions.Compare(t, left, right));
        }

        return t.Vm.NewArray(items, items.Length);
    }

    /// <summary>The receiver's elements in the order of their keys, an array of the same size.</summary>
    private static Value SortByKeys(VmThread t, Arguments a)
    {
        Value[] items = Loaded(t, Self(a)), keys = Loaded(t, (ArrayObject)a[0].Ref!);
        int[] order = new int[items.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        MergeSort(order, (left, right) => Coercions.Compare(t, keys[left], keys[right]));
        Value[] sorted = Array.ConvertAll(order, index => items[index]);
        return t.Vm.NewArray(sorted, sorted.Length);
    }

    /// <summary>Sorts what needs no call back; false when the elements are of another kind.</summary>
    private static bool SortNatively(Value[] items)
    {
        if (items.Length == 0)
        {
            return true;
        }

        if (Array.TrueForAll(items, static item => item.IsFixnum))
        {
            long[] keys = Array.ConvertAll(items, static item => item.Bits);
            Array.Sort(keys);
            for (int i = 0; i < keys.Length; i++)
            {
                items[i] = Value.FromInteger(keys[i]);
            }

            return true;
        }

        if (Array.TrueForAll(items, static item => item.IsFloat && !double.IsNaN(item.Float)))
        {
            Array.Sort(items, static (left, right) => left.Float.CompareTo(right.Float));
            return true;
        }

        if (Array.TrueForAll(items, static item => item.Ref is StringObject { ShapeId: not Gem.Vm.Shapes.ShapeIds.Stale }))
        {
            MergeSort(items, static (left, right) => ((StringObject)left.Ref!).Span.SequenceCompareTo(((StringObject)right.Ref!).Span));
            return true;
        }

        return false;
    }

    private static void MergeSort<T>(T[] items, Comparison<T> compare)
    {
        const int Run = 8;
        for (int start = 0; start < items.Length; start += Run)
        {
            InsertionSort(items.AsSpan(start, Math.Min(Run, items.Length - start)), compare);
        }

        T[] source = items, target = new T[items.Length];
        for (int width = Run; width < items.Length; width *= 2)
        {
            for (int start = 0; start < items.Length; start += 2 * width)
            {
                Merge(source, target, start, Math.Min(start + width, items.Length), Math.Min(start + (2 * width), items.Length), compare);
            }

            (source, target) = (target, source);
        }

        if (source != items)
        {
            source.CopyTo(items, 0);
        }
    }

    private static void InsertionSort<T>(Span<T> items, Comparison<T> compare)
    {
        for (int i = 1; i < items.Length; i++)
        {
            T moving = items[i];
            int at = i;
            while (at > 0 && compare(items[at - 1], moving) > 0)
            {
                items[at] = items[at - 1];
                at--;
            }

            items[at] = moving;
        }
    }

    private static void Merge<T>(T[] source, T[] target, int left, int middle, int end, Comparison<T> compare)
    {
        int right = middle;
        for (int at = left, i = left; at < end; at++)
        {
            bool takesLeft = i < middle && (right >= end || compare(source[i], source[right]) <= 0);
            target[at] = takesLeft ? source[i++] : source[right++];
        }
    }

    private static Value Minimum(VmThread t, Arguments a) => Extreme(t, Self(a), a.Block, -1);

    private static Value Maximum(VmThread t, Arguments a) => Extreme(t, Self(a), a.Block, 1);

    private static Value Extreme(VmThread t, ArrayObject self, ProcObject? block, int sign)
    {
        if (self.Count == 0)
        {
            return Value.Nil;
        }

        Value best = ItemAt(t, self, 0);
        for (int i = 1; i < self.Count; i++)
        {
            Value item = ItemAt(t, self, i);
            int order = block is null ? Coercions.Compare(t, item, best) : Coercions.OrderOf(t, t.Yield(block, item, best), item, best);
            if (order * sign > 0)
            {
                best = item;
            }
        }

        return best;
    }
}
