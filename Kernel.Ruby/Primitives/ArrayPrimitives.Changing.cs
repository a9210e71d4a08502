using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Array: everything that changes the receiver.</summary>
internal static unsafe partial class ArrayPrimitives
{
    private const int LongestArray = 0x3FFF_FFFF;

    private static void RegisterChanging(PrimitiveTable table)
    {
        table.Add("array_initialize", &Initialize, 0, 2);
        table.Add("array_replace", &Replace, 1);
        table.Add("array_set_element", &SetElement, 2, 3);
        table.Add("array_append", &Append, 1);
        table.Add("array_push", &Push, 0, -1);
        table.Add("array_pop", &Pop, 0, 1);
        table.Add("array_shift", &Shift, 0, 1);
        table.Add("array_unshift", &Unshift, 0, -1);
        table.Add("array_insert", &Insert, 1, -1);
        table.Add("array_concat", &Concat, 0, -1);
        table.Add("array_clear", &Clear, 0);
        table.Add("array_delete_at", &DeleteAt, 1);
        table.Add("array_delete", &Delete, 1);
        table.Add("array_compact", &Compact, 0);
        table.Add("array_reverse_self", &ReverseSelf, 0);
        table.Add("array_fill_part", &FillPart, 3);
        table.Add("array_pack", &Pack, 1, -1);
        table.Add("array_will_write", &WillWrite, 0);
        table.Add("array_swap", &Swap, 2);
    }

    /// <summary>Replaces count elements from start on by others; the array grows with nils to reach the start.</summary>
    private static void Splice(VmThread t, ArrayObject self, int start, int count, ReadOnlySpan<Value> others)
    {
        t.Vm.WillWrite(self);
        if ((long)start + others.Length > LongestArray)
        {
            throw t.Error(t.Vm.Classes.IndexError, $"index {start} too big");
        }

        if (start >= self.Count && self.IsInChunks)
        {
            while (self.Count < start)
            {
                self.Append(Value.Nil);
            }

            foreach (Value other in others)
            {
                self.Append(other);
            }

            return;
        }

        if (start >= self.Count)
        {
            int oldCount = self.Count;
            self.Reserve(start + others.Length);
            self.Items.AsSpan(self.Start + oldCount, start - oldCount).Fill(Value.Nil);
            others.CopyTo(self.Items.AsSpan(self.Start + start));
            self.Count = start + others.Length;
            return;
        }

        count = Math.Min(count, self.Count - start);
        int newCount = self.Count - count + others.Length;
        int tail = self.Count - start - count;
        self.Reserve(Math.Max(newCount, self.Count));
        Span<Value> items = self.Items.AsSpan(self.Start);
        items.Slice(start + count, tail).CopyTo(items[(start + others.Length)..]);
        others.CopyTo(items[start..]);
        if (newCount < self.Count)
        {
            items[newCount..self.Count].Clear();
        }

        self.Count = newCount;
    }

    /// <summary>Array.new: (), (array), (size), (size, value). The form with a block is Ruby's.</summary>
    private static Value Initialize(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        if (a.Count == 1 && !a[0].IsFixnum && Coercions.TryToAry(t, a[0]) is { } other)
        {
            return t.Vm.Memory.Copied(other, Replaced(self, other.Span.ToArray()));
        }

        long size = a.Count == 0 ? 0 : Coercions.ToLong(t, a[0]);
        if (size is < 0 or > LongestArray)
        {
            throw Coercions.ArgumentError(t, size < 0 ? "negative array size" : "array size too big");
        }

        Value[] items = new Value[size];
        Array.Fill(items, a.Count == 2 ? a[1] : Value.Nil);
        return Replaced(self, items);
    }

    private static ArrayObject Replaced(ArrayObject self, Value[] items)
    {
        self.Items = items;
        self.Start = 0;
        self.Count = items.Length;
        return self;
    }

    private static Value Replace(VmThread t, Arguments a)
    {
        ArrayObject other = Coercions.ToAry(t, a[0]);
        t.Vm.WillWrite(Self(a));
        return other == Self(a) ? other : t.Vm.Memory.Copied(other, Replaced(Self(a), other.Span.ToArray()));
    }

    private static Value SetElement(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        Value value = a[a.Count - 1];
        if (a.Count == 2 && a[0].Ref is not RangeObject)
        {
            int given = Coercions.ToPosition(t, a[0]), index = given < 0 ? given + self.Count : given;
            if (index < 0)
            {
                throw t.Error(t.Vm.Classes.IndexError, $"index {given} too small for array; minimum: -{self.Count}");
            }

            t.Vm.WillWrite(self);
            if (index < self.Count)
            {
                self.SlotToWrite(index) = value;
            }
            else
            {
                Splice(t, self, index, 0, [value]);
            }

            return value;
        }

        int start, count;
        if (a.Count == 2)
        {
            (start, count) = RangeBounds.ForWriting(t, (RangeObject)a[0].Ref!, self.Count);
        }
        else
        {
            int given = Coercions.ToPosition(t, a[0]);
            count = Coercions.ToPosition(t, a[1]);
            start = given < 0 ? given + self.Count : given;
            if (start < 0 || count < 0)
            {
                throw t.Error(t.Vm.Classes.IndexError, count < 0 ? $"negative length ({count})" : $"index {given} too small for array; minimum: -{self.Count}");
            }
        }

        if (Coercions.TryToAry(t, value) is { } others)
        {
            Splice(t, self, start, count, others.Span.ToArray());
            t.Vm.Memory.Copied(others, self);
        }
        else
        {
            Splice(t, self, start, count, [value]);
        }

        return value;
    }

    private static Value Append(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        Self(a).Append(a[0]);
        return a.Self;
    }

    private static Value Push(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        foreach (Value item in a.Span)
        {
            self.Append(item);
        }

        return self;
    }

    private static Value Pop(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        int count = a.Count == 0 ? Math.Min(1, self.Count) : Math.Min(CountArgument(t, a[0]), self.Count);
        Value taken = a.Count == 1 ? Part(t, self, self.Count - count, count)
            : count == 0 ? Value.Nil : ItemAt(t, self, self.Count - 1);
        self.DropLast(count);
        return taken;
    }

    private static Value Shift(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        int count = a.Count == 0 ? Math.Min(1, self.Count) : Math.Min(CountArgument(t, a[0]), self.Count);
        Value taken = a.Count == 1 ? Part(t, self, 0, count) : count == 0 ? Value.Nil : ItemAt(t, self, 0);
        self.DropFirst(count);
        return taken;
    }

    private static Value Unshift(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        if (a.Count > 0 && self.Start < a.Count)
        {
            int room = Math.Max(a.Count, self.Count / 2);
            Value[] moved = new Value[room + self.Count + 4];
            self.Span.CopyTo(moved.AsSpan(room));
            self.Items = moved;
            self.Start = room;
        }

        self.Start -= a.Count;
        self.Count += a.Count;
        a.Span.CopyTo(self.Items.AsSpan(self.Start));
        return self;
    }

    private static Value Insert(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        int given = Coercions.ToPosition(t, a[0]), index = given < 0 ? given + self.Count + 1 : given;
        if (index < 0)
        {
            throw t.Error(t.Vm.Classes.IndexError, $"index {given} too small for array; minimum: -{self.Count + 1}");
        }

        if (a.Count > 1)
        {
            Splice(t, self, index, 0, a.Span[1..].ToArray());
        }

        return self;
    }

    private static Value Concat(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        List<Value> items = [];
        bool mayHoldUnfaulted = false;
        foreach (Value other in a.Span)
        {
            ArrayObject others = Coercions.ToAry(t, other);
            items.AddRange(others.Span);
            mayHoldUnfaulted |= (others.Header & HeaderFlags.MayHoldUnfaulted) != 0;
        }

        Splice(t, self, self.Count, 0, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items));
        if (mayHoldUnfaulted)
        {
            t.Vm.Memory.HoldsUnfaulted(self);
        }

        return self;
    }

    private static Value Clear(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        return Replaced(Self(a), []);
    }

    private static Value DeleteAt(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        int index = Coercions.ToPosition(t, a[0]);
        index = index < 0 ? index + self.Count : index;
        t.Vm.WillWrite(self);
        if ((uint)index >= (uint)self.Count)
        {
            return Value.Nil;
        }

        Value taken = ItemAt(t, self, index);
        Splice(t, self, index, 1, []);
        return taken;
    }

    /// <summary>Deletes all equal elements; the last of them, Undefined made nil by the caller's question for nothing.</summary>
    private static Value Delete(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        Value found = Value.Undefined;
        List<Value> kept = new(self.Count);
        for (int i = 0; i < self.Count; i++)
        {
            Value item = ItemAt(t, self, i);
            if (Coercions.Equal(t, item, a[0]))
            {
                found = item;
            }
            else
            {
                kept.Add(item);
            }
        }

        if (found.IsUndefined)
        {
            return a.Block is { } block ? Calls.CallBlock(t, block, t.WindowOf(a), 1, false) : Value.Nil;
        }

        t.Vm.WillWrite(self);
        Replaced(self, [.. kept]);
        return found;
    }

    private static Value Compact(VmThread t, Arguments a)
    {
        ArrayObject result = t.Vm.NewArray(new Value[Self(a).Count], 0);
        foreach (Value item in Self(a).Span)
        {
            if (!item.IsNil)
            {
                result.Append(item);
            }
        }

        return t.Vm.Memory.Copied(Self(a), result);
    }

    private static Value ReverseSelf(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        Self(a).Span.Reverse();
        return a.Self;
    }

    /// <summary>fill_part(value, start, count): both are given as integers.</summary>
    private static Value FillPart(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        long start = a[1].Bits, count = a[2].Bits;
        if (start + count > LongestArray)
        {
            throw Coercions.ArgumentError(t, "argument too big");
        }

        if (count > 0)
        {
            Value[] filled = new Value[count];
            Array.Fill(filled, a[0]);
            Splice(t, self, (int)start, (int)count, filled);
        }

        return self;
    }

    private static Value Pack(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        Value[] items = new Value[self.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = ItemAt(t, self, i);
        }

        StringObject packed = new PackWriter(t, items, Coercions.ToStr(t, a[0]).ToString()).Write();
        if (a.Count > 1 && a[1].Ref is HashObject options && HashAccess.TryGet(t, options, t.Vm.Symbol("buffer"), out Value buffer))
        {
            StringObject target = Coercions.ToStr(t, buffer);
            t.Vm.WillWrite(target);
            target.Append(packed.Span);
            return target;
        }

        return packed;
    }

    /// <summary>The frozen check that methods make before their first block call.</summary>
    private static Value WillWrite(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        return a.Self;
    }

    private static Value Swap(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        ref Value left = ref self.SlotToWrite((int)a[0].Bits), right = ref self.SlotToWrite((int)a[1].Bits);
        (left, right) = (right, left);
        return self;
    }
}
