using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String: bytes.</summary>
internal static unsafe partial class StringPrimitives
{
    private static void RegisterBytes(PrimitiveTable table)
    {
        table.Add("string_bytes", &Bytes, 0);
        table.Add("string_getbyte", &GetByte, 1);
        table.Add("string_setbyte", &SetByte, 2);
        table.Add("string_byteslice", &ByteSlice, 1, 2);
        table.Add("string_byteindex", &ByteIndex, 1, 2);
        table.Add("string_byterindex", &ByteReverseIndex, 1, 2);
        table.Add("string_bytesplice", &ByteSplice, 3);
        table.Add("string_sum", &Sum, 0, 1);
        table.Add("string_unpack", &Unpack, 1, 2);
    }

    private static Value Bytes(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> bytes = Self(a).Span;
        Value[] items = new Value[bytes.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Value.FromInteger(bytes[i]);
        }

        return t.Vm.NewArray(items, items.Length);
    }

    private static Value GetByte(VmThread t, Arguments a)
    {
        int index = Coercions.ToPosition(t, a[0]);
        index = index < 0 ? index + Self(a).Length : index;
        return index < 0 || index >= Self(a).Length ? Value.Nil : Value.FromInteger(Self(a).ByteAt(index));
    }

    private static Value SetByte(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int given = Coercions.ToPosition(t, a[0]), index = given < 0 ? given + self.Length : given;
        long value = Coercions.ToLong(t, a[1]);
        t.Vm.WillWrite(self);
        if (index < 0 || index >= self.Length)
        {
            throw t.Error(t.Vm.Classes.IndexError, $"index {given} out of string");
        }

        self.SetByte(index, (byte)value);
        return a[1];
    }

    private static Value ByteSlice(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int start, length;
        if (a.Count == 1 && a[0].Ref is RangeObject range)
        {
            if (!RangeBounds.TryGet(t, range, self.Length, out start, out length))
            {
                return Value.Nil;
            }
        }
        else
        {
            start = Coercions.ToPosition(t, a[0]);
            length = a.Count == 2 ? Coercions.ToPosition(t, a[1]) : 1;
            start = start < 0 ? start + self.Length : start;
            if (start < 0 || start > self.Length || length < 0 || (a.Count == 1 && start == self.Length))
            {
                return Value.Nil;
            }
        }

        byte[] slice = new byte[Math.Min(length, self.Length - start)];
        self.CopyTo(start, slice);
        return t.Vm.NewString(slice, slice.Length, self.Encoding);
    }

    private static Value ByteIndex(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int start = a.Count == 2 ? Coercions.ToPosition(t, a[1]) : 0;
        start = start < 0 ? start + self.Length : start;
        if (start < 0 || start > self.Length)
        {
            return Value.Nil;
        }

        if (a[0].Ref is RegexpObject pattern)
        {
            return RegexpPrimitives.Search(t, pattern, self, start) is { } match ? Value.FromInteger(match.Begin(0)) : Value.Nil;
        }

        RequireBoundary(t, self, start);
        int found = CharacterText.IndexOf(self.Span, Companion(t, self, a[0]).Span, start, self.Encoding);
        return found < 0 ? Value.Nil : Value.FromInteger(found);
    }

    private static Value ByteReverseIndex(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int start = a.Count == 2 ? Coercions.ToPosition(t, a[1]) : self.Length;
        start = start < 0 ? start + self.Length : Math.Min(start, self.Length);
        if (start < 0)
        {
            return Value.Nil;
        }

        start = Math.Min(start, self.Length);
        RequireBoundary(t, self, start);
        if (a[0].Ref is RegexpObject pattern)
        {
            return RegexpPrimitives.SearchBackward(t, pattern, self, start) is { } match ? Value.FromInteger(match.Begin(0)) : Value.Nil;
        }

        StringObject wanted = Companion(t, self, a[0]);
        int found = LastIndexOf(self, wanted.Span, start);
        return found < 0 ? Value.Nil : Value.FromInteger(found);
    }

    private static Value ByteSplice(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int start = Coercions.ToPosition(t, a[0]), length = Coercions.ToPosition(t, a[1]);
        start = start < 0 ? start + self.Length : start;
        if (start < 0 || start > self.Length || length < 0)
        {
            throw t.Error(t.Vm.Classes.IndexError, $"index {Coercions.ToPosition(t, a[0])} out of string");
        }

        length = Math.Min(length, self.Length - start);
        RequireBoundary(t, self, start);
        RequireBoundary(t, self, start + length);
        Splice(t, self, start, length, Coercions.ToStr(t, a[2]));
        return self;
    }

    private static void RequireBoundary(VmThread t, StringObject self, int offset)
    {
        if (!CharacterText.IsBoundary(self.Span, offset, self.Encoding))
        {
            throw t.Error(t.Vm.Classes.IndexError, $"offset {offset} does not land on character boundary");
        }
    }

    private static Value Sum(VmThread t, Arguments a)
    {
        int bits = a.Count == 0 ? 16 : Coercions.ToInt(t, a[0]);
        long sum = 0;
        foreach (byte value in Self(a).Span)
        {
            sum += value;
        }

        return Value.FromInteger(bits is <= 0 or >= 63 ? sum : sum & ((1L << bits) - 1));
    }

    private static Value Unpack(VmThread t, Arguments a) =>
        new PackReader(t, Self(a), Coercions.ToStr(t, a[0]).ToString(), a.Count == 2 ? Coercions.ToPosition(t, a[1]) : 0).Read();
}
