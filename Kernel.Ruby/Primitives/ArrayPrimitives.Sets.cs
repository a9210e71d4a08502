using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Array: as sets, as nested lists; sums.</summary>
internal static unsafe partial class ArrayPrimitives
{
    private const int SmallSet = 8;

    private static void RegisterSets(PrimitiveTable table)
    {
        table.Add("array_difference", &Difference, 1);
        table.Add("array_intersection", &Intersection, 1);
        table.Add("array_union", &Union, 1);
        table.Add("array_unique", &Unique, 0);
        table.Add("array_flatten", &Flatten, 1);
        table.Add("array_rotate", &Rotate, 1);
        table.Add("array_sum_from", &SumFrom, 1);
        table.Add("array_zip", &Zip, 1);
    }

    private static HashObject SetOf(VmThread t, ArrayObject items)
    {
        HashObject set = t.Vm.NewHash();
        for (int i = 0; i < items.Count; i++)
        {
            Value item = ItemAt(t, items, i);
            HashAccess.Set(t, set, item, item);
        }

        return set;
    }

    private static ArrayObject Selected(VmThread t, ArrayObject self, ArrayObject other, bool wanted)
    {
        ArrayObject result = t.Vm.NewArray([], 0);
        HashObject? set = other.Count > SmallSet ? SetOf(t, other) : null;
        for (int i = 0; i < self.Count; i++)
        {
            Value item = ItemAt(t, self, i);
            bool isThere = set is not null ? HashAccess.TryGet(t, set, item, out _) : PositionOf(t, other, item) >= 0;
            if (isThere == wanted)
            {
                result.Append(item);
            }
        }

        return result;
    }

    private static Value Difference(VmThread t, Arguments a) => Selected(t, Self(a), Coercions.ToAry(t, a[0]), wanted: false);

    private static Value Intersection(VmThread t, Arguments a) => UniqueOf(t, Selected(t, Self(a), Coercions.ToAry(t, a[0]), wanted: true));

    private static Value Union(VmThread t, Arguments a)
    {
        ArrayObject other = Coercions.ToAry(t, a[0]);
        ArrayObject both = t.Vm.NewArray(Self(a));
        foreach (Value item in other.Span)
        {
            both.Append(item);
        }

        return UniqueOf(t, t.Vm.Memory.Copied(other, both));
    }

    private static Value Unique(VmThread t, Arguments a) => UniqueOf(t, Self(a));

    private static ArrayObject UniqueOf(VmThread t, ArrayObject items)
    {
        HashObject seen = t.Vm.NewHash();
        ArrayObject result = t.Vm.NewArray([], 0);
        for (int i = 0; i < items.Count; i++)
        {
            Value item = ItemAt(t, items, i);
            int before = seen.Count;
            HashAccess.Set(t, seen, item, Value.True);
            if (seen.Count > before)
            {
                result.Append(item);
            }
        }

        return result;
    }

    /// <summary>flatten(depth): negative for all levels; nil when nothing was nested.</summary>
    private static Value Flatten(VmThread t, Arguments a)
    {
        ArrayObject result = t.Vm.NewArray(new Value[Self(a).Count], 0);
        return FlattenInto(t, result, Self(a), Coercions.ToInt(t, a[0])) ? result : Value.Nil;
    }

    private static bool FlattenInto(VmThread t, ArrayObject result, ArrayObject items, int depth)
    {
        using RecursionGuard guard = RecursionGuard.Enter(items);
        if (guard.IsRecursive)
        {
            throw Coercions.ArgumentError(t, "tried to flatten recursive array");
        }

        bool changed = false;
        for (int i = 0; i < items.Count; i++)
        {
            Value item = ItemAt(t, items, i);
            if (depth != 0 && Coercions.TryToAry(t, item) is { } nested)
            {
                FlattenInto(t, result, nested, depth - 1);
                changed = true;
            }
            else
            {
                result.Append(item);
            }
        }

        return changed;
    }

    private static Value Rotate(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (self.Count == 0)
        {
            return t.Vm.NewArray([], 0);
        }

        int shift = (int)(Coercions.ToLong(t, a[0]) % self.Count);
        shift = shift < 0 ? shift + self.Count : shift;
        Value[] items = [.. self.Span[shift..], .. self.Span[..shift]];
        return t.Vm.Memory.Copied(self, t.Vm.NewArray(items, items.Length));
    }

    /// <summary>Argument: an array of arrays. A row for each element: it, and what stands at its place in each of those.</summary>
    private static Value Zip(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        ArrayObject others = (ArrayObject)a[0].Ref!;
        Value[] rows = new Value[self.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            Value[] row = new Value[others.Count + 1];
            row[0] = ItemAt(t, self, i);
            for (int list = 0; list < others.Count; list++)
            {
                ArrayObject other = t.Vm.Fresh((ArrayObject)others.Slot(list).Ref!);
                row[list + 1] = i < other.Count ? ItemAt(t, other, i) : Value.Nil;
            }

            rows[i] = t.Vm.NewArray(row, row.Length);
        }

        return t.Vm.NewArray(rows, rows.Length);
    }

    /// <summary>Sum onto an initial value: integers exactly, floats with Kahan-Babuska compensation, the rest by +.</summary>
    private static Value SumFrom(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        Value sum = a[0];
        int i = 0;
        for (; i < self.Count && sum.IsFixnum && ItemAt(t, self, i) is { IsFixnum: true } item; i++)
        {
            long next = unchecked(sum.Bits + item.Bits);
            sum = ((sum.Bits ^ next) & (item.Bits ^ next)) < 0 ? t.Vm.Integer((System.Numerics.BigInteger)sum.Bits + item.Bits) : Value.FromInteger(next);
        }

        bool floats = i < self.Count && (sum.IsFloat || Coercions.IsInteger(sum)) && ItemAt(t, self, i).IsFloat;
        if (floats || (sum.IsFloat && i < self.Count))
        {
            sum = SumFloats(t, self, ref i, sum.IsFloat ? sum.Float : Coercions.IntegerToDouble(sum));
        }

        for (; i < self.Count; i++)
        {
            sum = t.Send(sum, t.Vm.Selectors.Plus, ItemAt(t, self, i));
        }

        return sum;
    }

    private static Value SumFloats(VmThread t, ArrayObject self, ref int i, double sum)
    {
        double correction = 0;
        for (; i < self.Count; i++)
        {
            Value item = ItemAt(t, self, i);
            if (!item.IsFloat && !Coercions.IsInteger(item))
            {
                break;
            }

            double x = item.IsFloat ? item.Float : Coercions.IntegerToDouble(item);
            if (double.IsNaN(x) || double.IsInfinity(x) || double.IsInfinity(sum))
            {
                sum += x;
                correction = 0;
                continue;
            }

            double next = sum + x;
            correction += Math.Abs(sum) >= Math.Abs(x) ? sum - next + x : x - next + sum;
            sum = next;
        }

        return Value.FromFloat(sum + correction);
    }
}
