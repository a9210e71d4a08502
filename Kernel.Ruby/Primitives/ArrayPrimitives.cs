using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Array: making, reading, comparing. Changing and ordering stand in files of their own.</summary>
internal static unsafe partial class ArrayPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("array_size", &Size, 0, CachedCall.ArrayCount);
        table.Add("array_is_empty", &IsEmpty, 0);
        table.Add("array_at", &At, 1);
        table.Add("array_element", &Element, 1, 2);
        table.Add("array_first", &First, 0, 1);
        table.Add("array_last", &Last, 0, 1);
        table.Add("array_plus", &Plus, 1);
        table.Add("array_repeat", &Repeat, 1);
        table.Add("array_equal", &AreEqual, 1);
        table.Add("array_eql", &Eql, 1);
        table.Add("array_hash", &Hash, 0);
        table.Add("array_compare", &Compare, 1);
        table.Add("array_includes", &Includes, 1);
        table.Add("array_index_of", &IndexOf, 1);
        table.Add("array_last_index_of", &LastIndexOf, 1);
        table.Add("array_inspect", &Inspect, 0);
        table.Add("array_join", &Join, 1);
        table.Add("array_reverse", &Reverse, 0);
        table.Add("array_copy", &Copy, 0);
        table.Add("array_try_convert", &TryConvert, 1);
        table.Add("array_of_arguments", &OfArguments, 0, -1);
        RegisterChanging(table);
        RegisterSets(table);
        RegisterOrdering(table);
    }

    /// <summary>The receiver.</summary>
    private static ArrayObject Self(Arguments a) => (ArrayObject)a.Self.Ref!;

    /// <summary>Element by index, which must be there.</summary>
    private static Value ItemAt(VmThread t, ArrayObject array, int index) => t.Vm.Load(ref array.Slot(index));

    /// <summary>A new array with some of another's elements.</summary>
    private static ArrayObject Part(VmThread t, ArrayObject array, int start, int count)
    {
        Value[] items = new Value[count];
        array.CopyTo(start, items);
        return t.Vm.Memory.Copied(array, t.Vm.NewArray(items, count));
    }

    private static Value Size(VmThread t, Arguments a) => Value.FromInteger(Self(a).Count);

    private static Value IsEmpty(VmThread t, Arguments a) => Value.FromBoolean(Self(a).Count == 0);

    private static Value At(VmThread t, Arguments a) => AtIndex(t, Self(a), Coercions.ToPosition(t, a[0]));

    private static Value AtIndex(VmThread t, ArrayObject self, int index)
    {
        index = index < 0 ? index + self.Count : index;
        return (uint)index < (uint)self.Count ? ItemAt(t, self, index) : Value.Nil;
    }

    private static Value Element(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        Value index = a[0];
        if (a.Count == 1)
        {
            if (index.IsFixnum)
            {
                return AtIndex(t, self, Coercions.ToPosition(t, index));
            }

            if (index.Ref is RangeObject range)
            {
                return RangeBounds.TryGet(t, range, self.Count, out int first, out int count) ? Part(t, self, first, count) : Value.Nil;
            }

            return index.IsImmediate || index.Ref is StringObject || !t.RespondsTo(index, t.Vm.Symbols.Intern("step"))
                ? AtIndex(t, self, Coercions.ToPosition(t, index))
                : t.Send(self, t.Vm.Symbols.Intern("__stepped"), index);
        }

        int start = Coercions.ToPosition(t, index), length = Coercions.ToPosition(t, a[1]);
        start = start < 0 ? start + self.Count : start;
        return start < 0 || start > self.Count || length < 0 ? Value.Nil : Part(t, self, start, Math.Min(length, self.Count - start));
    }

    private static int CountArgument(VmThread t, Value value)
    {
        int count = Coercions.ToInt(t, value);
        return count >= 0 ? count : throw Coercions.ArgumentError(t, "negative array size");
    }

    private static Value First(VmThread t, Arguments a) => a.Count == 0
        ? Self(a).Count == 0 ? Value.Nil : ItemAt(t, Self(a), 0)
        : Part(t, Self(a), 0, Math.Min(CountArgument(t, a[0]), Self(a).Count));

    private static Value Last(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (a.Count == 0)
        {
            return self.Count == 0 ? Value.Nil : ItemAt(t, self, self.Count - 1);
        }

        int count = Math.Min(CountArgument(t, a[0]), self.Count);
        return Part(t, self, self.Count - count, count);
    }

    private static Value Plus(VmThread t, Arguments a)
    {
        ArrayObject other = Coercions.ToAry(t, a[0]), self = Self(a);
        Value[] joined = new Value[self.Count + other.Count];
        self.Span.CopyTo(joined);
        other.Span.CopyTo(joined.AsSpan(self.Count));
        return t.Vm.Memory.Copied(other, t.Vm.Memory.Copied(self, t.Vm.NewArray(joined, joined.Length)));
    }

    private static Value Repeat(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (Coercions.TryToStr(t, a[0]) is not null)
        {
            return Join(t, a);
        }

        long count = Coercions.ToLong(t, a[0]);
        if (count < 0 || count * self.Count > 0x7FFF_FFC7 / 16)
        {
            throw Coercions.ArgumentError(t, count < 0 ? "argument must be non-negative" : "argument too big");
        }

        Value[] repeated = new Value[count * self.Count];
        for (int at = 0; at < repeated.Length; at += self.Count)
        {
            self.Span.CopyTo(repeated.AsSpan(at));
        }

        return t.Vm.Memory.Copied(self, t.Vm.NewArray(repeated, repeated.Length));
    }

    private static Value AreEqual(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (a[0].Ref is not ArrayObject other)
        {
            return Value.FromBoolean(!a[0].IsImmediate && a[0].Ref is not (StringObject or SymbolObject) && t.RespondsTo(a[0], t.Vm.Selectors.ToAry)
                && t.Send(a[0], t.Vm.Selectors.Equal, self).IsTruthy);
        }

        t.Vm.Fresh(other);
        if (self == other)
        {
            return Value.True;
        }

        if (self.Count != other.Count)
        {
            return Value.False;
        }

        using RecursionGuard guard = RecursionGuard.EnterPair(self, other);
        for (int i = 0; !guard.IsRecursive && i < self.Count && i < other.Count; i++)
        {
            if (!Coercions.Equal(t, ItemAt(t, self, i), ItemAt(t, other, i)))
            {
                return Value.False;
            }
        }

        return Value.FromBoolean(self.Count == other.Count);
    }

    private static Value Eql(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (a[0].Ref is not ArrayObject other || self.Count != t.Vm.Fresh(other).Count)
        {
            return Value.False;
        }

        using RecursionGuard guard = RecursionGuard.EnterPair(self, other);
        for (int i = 0; !guard.IsRecursive && i < self.Count && i < other.Count; i++)
        {
            if (!HashAccess.AreEql(t, ItemAt(t, self, i), ItemAt(t, other, i)))
            {
                return Value.False;
            }
        }

        return Value.True;
    }

    private static Value Hash(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        long code = Coercions.Combine(0x41, self.Count);
        using RecursionGuard guard = RecursionGuard.Enter(self);
        for (int i = 0; !guard.IsRecursive && i < self.Count; i++)
        {
            code = Coercions.Combine(code, HashAccess.HashOf(t, ItemAt(t, self, i)));
        }

        return Value.FromInteger(code);
    }

    private static Value Compare(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (Coercions.TryToAry(t, a[0]) is not { } other)
        {
            return Value.Nil;
        }

        using RecursionGuard guard = RecursionGuard.EnterPair(self, other);
        for (int i = 0; !guard.IsRecursive && i < self.Count && i < other.Count; i++)
        {
            Value order = t.Send(ItemAt(t, self, i), t.Vm.Selectors.Compare, ItemAt(t, other, i));
            if (!order.IsFixnum || order.Bits != 0)
            {
                return order;
            }
        }

        return Value.FromInteger(self.Count.CompareTo(other.Count));
    }

    private static Value Includes(VmThread t, Arguments a) => Value.FromBoolean(PositionOf(t, Self(a), a[0]) >= 0);

    private static Value IndexOf(VmThread t, Arguments a) =>
        PositionOf(t, Self(a), a[0]) is >= 0 and var index ? Value.FromInteger(index) : Value.Nil;

    private static int PositionOf(VmThread t, ArrayObject self, Value wanted)
    {
        for (int i = 0; i < self.Count; i++)
        {
            if (Coercions.Equal(t, ItemAt(t, self, i), wanted))
            {
                return i;
            }
        }

        return -1;
    }

    private static Value LastIndexOf(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        for (int i = self.Count - 1; i >= 0; i--)
        {
            if (i < self.Count && Coercions.Equal(t, ItemAt(t, self, i), a[0]))
            {
                return Value.FromInteger(i);
            }
        }

        return Value.Nil;
    }

    private static Value Inspect(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (self.Count == 0)
        {
            return t.Vm.NewString("[]"u8, StringEncoding.UsAscii);
        }

        using RecursionGuard guard = RecursionGuard.Enter(self);
        if (guard.IsRecursive)
        {
            return t.Vm.NewString("[...]");
        }

        StringObject text = t.Vm.NewString("[");
        for (int i = 0; i < self.Count; i++)
        {
            if (i > 0)
            {
                text.Append(", "u8);
            }

            StringInspection.AppendShown(t, text, Coercions.Inspect(t, ItemAt(t, self, i)));
        }

        text.Append("]"u8);
        return text;
    }

    private static Value Join(VmThread t, Arguments a)
    {
        Value given = a[0].IsNil ? t.Vm.Globals.Get(t, t.Vm.Symbols.Intern("$,")) : a[0];
        StringObject? separator = given.IsNil ? null : Coercions.ToStr(t, given);
        StringObject result = t.Vm.NewString(new byte[16], 0, Self(a).Count == 0 ? StringEncoding.UsAscii : StringEncoding.Utf8);
        bool isFirst = true;
        JoinInto(t, result, Self(a), separator, ref isFirst);
        return result;
    }

    private static void JoinInto(VmThread t, StringObject result, ArrayObject items, StringObject? separator, ref bool isFirst)
    {
        using RecursionGuard guard = RecursionGuard.Enter(items);
        if (guard.IsRecursive)
        {
            throw Coercions.ArgumentError(t, "recursive array join");
        }

        for (int i = 0; i < items.Count; i++)
        {
            Value item = ItemAt(t, items, i);
            ArrayObject? nested = item.Ref is StringObject ? null : item.Ref as ArrayObject
                ?? (item.IsImmediate || Coercions.TryToStr(t, item) is not null ? null : Coercions.TryToAry(t, item));
            if (nested is not null)
            {
                JoinInto(t, result, nested, separator, ref isFirst);
                continue;
            }

            if (!isFirst && separator is not null)
            {
                StringPrimitives.AppendText(t, result, separator);
            }

            isFirst = false;
            StringPrimitives.AppendText(t, result, Coercions.TryToStr(t, item) ?? Coercions.ToS(t, item));
        }
    }

    private static Value Reverse(VmThread t, Arguments a)
    {
        Value[] items = Self(a).Span.ToArray();
        Array.Reverse(items);
        return t.Vm.Memory.Copied(Self(a), t.Vm.NewArray(items, items.Length));
    }

    /// <summary>A plain Array with the same elements.</summary>
    private static Value Copy(VmThread t, Arguments a) => t.Vm.NewArray(Self(a));

    private static Value TryConvert(VmThread t, Arguments a) => Coercions.TryToAry(t, a[0]) is { } array ? array : Value.Nil;

    /// <summary>Array[…].</summary>
    private static Value OfArguments(VmThread t, Arguments a) =>
        t.Vm.Adopt(new ArrayObject(a.Span.ToArray(), a.Count), (ClassObject)a.Self.Ref!);
}
